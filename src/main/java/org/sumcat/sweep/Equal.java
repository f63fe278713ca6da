package org.sumcat.sweep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sumcat.keys.Nearest;

/** The quantity that all networks of a comparison have in common, besides data and seeds. */
public enum Equal {
    /** The recipe, and so the number of epochs; each network keeps its own size. */
    EPOCHS,
    /** Parameters: widths are chosen so that all are as large as the first. */
    PARAMETERS,
    /**
     * Multiply-accumulates for one image: widths are chosen so that all need as many as the first.
     */
    MACS,
    /** Training time: epochs are chosen so that all train about as long as the first. */
    SECONDS;

    /** The value as typed, {@code macs}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a value by its name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest
     */
    public static Equal named(String name) {
        List<String> keys = Arrays.stream(values()).map(Equal::key).toList();
        return Arrays.stream(values())
                .filter(equal -> equal.key().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--equal must be one of %s, but was '%s'%s"
                                                .formatted(
                                                        String.join(", ", keys),
                                                        name,
                                                        Nearest.to(name, keys))));
    }
}
