package org.sumcat.marking;

/**
 * Resource limits for grading a submission.
 *
 * @param cellSeconds for one cell
 * @param seconds for one run of a notebook
 * @param megabytes of memory, of everything that the run started
 * @param outputMegabytes of what it shows and prints
 */
public record Limits(int cellSeconds, int seconds, int megabytes, int outputMegabytes) {
    public Limits {
        require("seconds for a cell", cellSeconds, 1);
        require("seconds for a notebook", seconds, 1);
        require("megabytes", megabytes, 256);
        require("megabytes of output", outputMegabytes, 1);
    }

    /** Limits for exercises that take seconds: 30 s a cell, 120 s, 3,000 MB, 10 MB of output. */
    public static Limits usual() {
        return new Limits(30, 120, 3000, 10);
    }

    private static void require(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s must be at least %s, but were %s".formatted(what, least, value));
        }
    }
}
