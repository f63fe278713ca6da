package org.sumcat.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.sumcat.keys.Keys;

/**
 * A family's entry in the zoo: how its networks are written, and which of them have a name of their
 * own.
 *
 * @param <N> the record of the family
 */
public final class FamilyEntry<N extends Record & Network> {
    private final String name;
    private final String about;
    private final Keys<N> keys;
    private final Map<String, N> presets = new LinkedHashMap<>();

    /**
     * A family without presets yet.
     *
     * @param name how a spec begins, {@code densenet-bc}
     * @param about what it is, in a few words
     * @param keys of its networks
     */
    public FamilyEntry(String name, String about, Keys<N> keys) {
        this.name = name;
        this.about = about;
        this.keys = keys;
    }

    /** Gives a network a name of its own. */
    public FamilyEntry<N> preset(String preset, N network) {
        presets.put(preset, network);
        return this;
    }

    /** Family name at the beginning of a spec. */
    public String name() {
        return name;
    }

    /** Description of the family in a few words. */
    public String about() {
        return about;
    }

    /** The keys that tell its networks apart. */
    public Keys<N> keys() {
        return keys;
    }

    /** The networks with a name of their own, by it. */
    public Map<String, N> presets() {
        return Collections.unmodifiableMap(presets);
    }

    /** The spec of one of its networks: the preset that it is, or the family with its keys. */
    public String spec(N network) {
        return presets.entrySet().stream()
                .filter(preset -> preset.getValue().equals(network))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> keys.write(name, network));
    }

    /** The spec of a preset as the family with its keys. */
    public String withKeys(String preset) {
        return keys.write(name, Objects.requireNonNull(presets.get(preset)));
    }
}
