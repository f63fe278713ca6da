package org.sumcat.zoo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sumcat.network.Network;
import org.sumcat.network.Spec;

/**
 * A family's place in the zoo: how its networks are written, how what was typed becomes one, and
 * which of them have a name of their own.
 */
final class Entry {
    private final String name;
    private final String about;
    private final Function<Spec, Network> reader;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Network> presets = new LinkedHashMap<>();

    /**
     * A family without keys or presets yet.
     *
     * @param name how a spec begins, {@code densenet-bc}
     * @param about what it is, in a few words
     * @param reader from a spec, whose keys are known to be the family's, to the network
     */
    Entry(String name, String about, Function<Spec, Network> reader) {
        this.name = name;
        this.about = about;
        this.reader = reader;
    }

    /**
     * A key, and the value that it has when left out, as {@link Zoo.Family#keys()} has it.
     *
     * @param takes the values that it takes, in words
     */
    Entry key(String key, Object otherwise, String takes) {
        keys.put(key, String.valueOf(otherwise));
        values.put(key, takes);
        return this;
    }

    /** A key that takes one of a few words. */
    Entry key(String key, Object otherwise, Map<String, ?> words) {
        return key(key, otherwise, String.join(" ", words.keySet()));
    }

    /** A key that takes true or false. */
    Entry flag(String key, Object otherwise) {
        return key(key, otherwise, "true false");
    }

    /** The share that is dropped. */
    Entry dropout(double otherwise) {
        return key("dropout", otherwise == 0 ? "0" : otherwise, "0 to below 1");
    }

    /** A network that has a name of its own. */
    Entry preset(String preset, Network network) {
        presets.put(preset, network);
        return this;
    }

    Zoo.Family family() {
        return new Zoo.Family(name, about, keys, values, List.copyOf(presets.values()));
    }

    Map<String, Network> presets() {
        return Collections.unmodifiableMap(presets);
    }

    Network read(Spec spec) {
        spec.requireKeys(List.copyOf(keys.keySet()));
        return reader.apply(spec);
    }
}
