package org.sumcat.data;

import java.util.SplittableRandom;

/** Chance, in the words that drawing needs. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Any number from {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Yes, so often. */
    boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
