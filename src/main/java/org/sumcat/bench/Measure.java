package org.sumcat.bench;

import java.util.Locale;

/** The unit of work that is timed. */
public enum Measure {
    /** One batch, from choosing and resizing its images to the optimizer's step. */
    STEP,
    /** Forward pass over one batch, without gradients, as in testing. */
    FORWARD,
    /** One epoch: all training images once. */
    EPOCH,
    /** Startup, from the start of a process to the end of its first step: engine, data and all. */
    START;

    /** The measure as typed on the command line, {@code step}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
