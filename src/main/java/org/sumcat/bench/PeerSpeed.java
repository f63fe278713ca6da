package org.sumcat.bench;

import org.jspecify.annotations.Nullable;

/**
 * The measured speed of one peer.
 *
 * @param peer its name
 * @param milliseconds of a unit: the median of each round's median
 * @param fastest round's median
 * @param slowest round's median
 * @param imagesPerSecond from the median
 * @param gigaflops billions of multiplications and additions a second, as papers count them; null
 *     from the start of a process, which does more than that
 * @param compileSeconds that went into compiling before the first turn; null where nothing is
 * @param exactOverThis how many times as fast ours was
 * @param fastOverThis how many times as fast ours was in bfloat16, where this processor has it
 */
public record PeerSpeed(
        String peer,
        double milliseconds,
        double fastest,
        double slowest,
        double imagesPerSecond,
        @Nullable Double gigaflops,
        @Nullable Double compileSeconds,
        SpeedRatio exactOverThis,
        @Nullable SpeedRatio fastOverThis) {}
