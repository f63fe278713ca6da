package org.sumcat.palette;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sumcat.nn.Fusion;

/**
 * The colours of a fusion, the same in every figure and table.
 *
 * <p>They are those of Okabe and Ito (2008), which people with any colour vision can tell apart;
 * the night ones are their lighter neighbours, for dark pages.
 *
 * @param colour on light paper, {@code #rrggbb}
 * @param night on a dark page, {@code #rrggbb}
 */
public record Hue(Fusion fusion, String colour, String night) {

    /** The colours of a fusion. */
    public static Hue of(Fusion fusion) {
        return switch (fusion) {
            case NONE -> new Hue(fusion, "#6b7280", "#a3abb8");
            case SUM -> new Hue(fusion, "#0072b2", "#56b4e9");
            case CONCAT -> new Hue(fusion, "#d55e00", "#f0872e");
            case OTHER -> new Hue(fusion, "#8b3a76", "#cc79a7");
        };
    }

    /** All of them, in the order of legends. */
    public static List<Hue> all() {
        return Arrays.stream(Fusion.values()).map(Hue::of).toList();
    }

    /** All of them by their names in style sheets. */
    public static Map<String, Hue> byKey() {
        return all().stream().collect(Collectors.toMap(Hue::key, hue -> hue));
    }

    /** The name in style sheets, {@code sum}; see {@link Fusion#key()}. */
    public String key() {
        return fusion.key();
    }

    /** Name in a legend; see {@link Fusion#word()}. */
    public String word() {
        return fusion.word();
    }
}
