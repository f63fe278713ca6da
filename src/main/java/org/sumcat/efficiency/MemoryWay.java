package org.sumcat.efficiency;

import java.util.Locale;
import org.sumcat.nn.Fusion;

/** Tensors that a training step keeps of dense blocks, as {@code memory} in a spec says. */
enum MemoryWay {
    PLAIN("all kept", Fusion.CONCAT),
    EFFICIENT("batch norm recomputed", Fusion.SUM),
    LEAST("blocks recomputed", Fusion.OTHER);

    private final String words;
    private final Fusion look;

    MemoryWay(String words, Fusion look) {
        this.words = words;
        this.look = look;
    }

    /** The word in a spec, {@code efficient}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words in a table and in a legend. */
    String words() {
        return words;
    }

    /** The fusion whose colour it has in charts. */
    Fusion look() {
        return look;
    }
}
