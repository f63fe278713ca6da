package org.sumcat.zoo;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What somebody meant who wrote a word that does not exist. */
public final class Nearest {
    private static final double LIKE = 0.75;

    private Nearest() {}

    /** {@code "; did you mean ...?"} with up to three of the known words, or nothing. */
    public static String to(String word, Collection<String> known) {
        var likeness = new JaroWinklerSimilarity();
        String near =
                known.stream()
                        .filter(name -> likeness.apply(word, name) > LIKE)
                        .sorted(Comparator.comparing(name -> -likeness.apply(word, name)))
                        .limit(3)
                        .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; did you mean %s?".formatted(near);
    }
}
