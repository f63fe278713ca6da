package org.sumcat.chart;

import java.util.Locale;
import java.util.Set;
import org.sumcat.network.Anatomy;

/**
 * How a network joins what a layer computed with what the layer was given; decides its colour in
 * every figure and table.
 *
 * <p>The colours are those of Okabe and Ito (2008), which people with any colour vision can tell
 * apart; the night ones are their lighter neighbours, for dark pages.
 */
public enum Join {
    /** What was given is dropped: a plain network. */
    NONE("no shortcut", "#6b7280", "#a3abb8"),
    /** {@code x + F(x)}: ResNets, and Inception-ResNets with them. */
    SUM("sum", "#0072b2", "#56b4e9"),
    /** {@code [x, F(x)]}: the DenseNet family. */
    CONCAT("concat", "#d55e00", "#f0872e"),
    /** Anything else: Inception modules concatenate branches, but not what they were given. */
    OTHER("other", "#8b3a76", "#cc79a7");

    private final String word;
    private final String colour;
    private final String night;

    Join(String word, String colour, String night) {
        this.word = word;
        this.colour = colour;
        this.night = night;
    }

    /** Families whose layers form one chain, from before the shortcut. */
    private static final Set<String> CHAINS = Set.of("Plain", "LeNet", "AlexNet", "NiN", "VGG");

    /** The join of a network, by the name of its family. */
    public static Join of(Anatomy network) {
        return ofFamily(network.family());
    }

    /** The join of a family, by its name as in {@link org.sumcat.network.Network#family()}. */
    public static Join ofFamily(String family) {
        if (CHAINS.contains(family)) {
            return NONE;
        }
        if (family.startsWith("DenseNet")) {
            return CONCAT;
        }
        return family.endsWith("ResNet")
                        || family.startsWith("Inception-ResNet")
                        || family.equals("Stochastic depth")
                ? SUM
                : OTHER;
    }

    /** The name in tables, JSON and style sheets: {@code none, sum, concat, other}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a legend says, {@code no shortcut}. */
    public String word() {
        return word;
    }

    /** Colour on light paper, {@code #rrggbb}. */
    public String colour() {
        return colour;
    }

    /** Colour on a dark page, {@code #rrggbb}. */
    public String night() {
        return night;
    }
}
