package org.sumcat.data;

import java.util.SplittableRandom;

/** A seeded random generator, with the methods that drawing needs. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A random number from {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Returns true with this probability. */
    boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
