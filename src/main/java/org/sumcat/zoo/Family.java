package org.sumcat.zoo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.network.Network;

/**
 * A family of networks that keys tell apart.
 *
 * @param name how a spec begins, {@code densenet-bc}
 * @param about what it is, in a few words
 * @param keys its keys in order, with the values they have when left out: as written in a spec, or
 *     words in brackets for one that follows from another key, {@code (2*growth)}
 * @param values what each key takes: its words with blanks between them, or a range of numbers
 * @param networks those with a name of their own
 */
public record Family(
        String name,
        String about,
        Map<String, String> keys,
        Map<String, String> values,
        List<Network> networks) {
    public Family {
        networks = List.copyOf(networks);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
