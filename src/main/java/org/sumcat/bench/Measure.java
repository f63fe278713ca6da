package org.sumcat.bench;

import java.util.Locale;

/** What a unit of work is. */
public enum Measure {
    /** One batch, from choosing and resizing its images to the optimizer's step. */
    STEP,
    /** Scores of one batch, as for a test: no gradients. */
    FORWARD,
    /** All training images once. */
    EPOCH,
    /** From the start of a process to the end of its first step: engine, data and all. */
    START;

    /** How it is asked for, {@code step}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
