package org.sumcat.zoo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.keys.Keys;
import org.sumcat.network.Network;

/**
 * A family's place in the zoo: how its networks are written, and which of them have a name of their
 * own.
 *
 * @param <N> the record of the family
 */
final class FamilyEntry<N extends Record & Network> {
    private final String name;
    private final String about;
    private final Keys<N> keys;
    private final Map<String, Network> presets = new LinkedHashMap<>();

    /**
     * A family without presets yet.
     *
     * @param name how a spec begins, {@code densenet-bc}
     * @param about what it is, in a few words
     * @param keys of its networks
     */
    FamilyEntry(String name, String about, Keys<N> keys) {
        this.name = name;
        this.about = about;
        this.keys = keys;
    }

    /** A network that has a name of its own. */
    FamilyEntry<N> preset(String preset, N network) {
        presets.put(preset, network);
        return this;
    }

    String name() {
        return name;
    }

    Keys<N> keys() {
        return keys;
    }

    Zoo.Family family() {
        var usual = keys.usualValues();
        usual.replaceAll((key, value) -> value.equals("0.0") ? "0" : value);
        return new Zoo.Family(name, about, usual, keys.takes(), List.copyOf(presets.values()));
    }

    Map<String, Network> presets() {
        return Collections.unmodifiableMap(presets);
    }

    @SuppressWarnings("unchecked") // its own networks alone ask for their spec here
    String spec(Network network) {
        return keys.write(name, (N) network);
    }
}
