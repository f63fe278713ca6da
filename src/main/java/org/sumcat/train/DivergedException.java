package org.sumcat.train;

/** A run whose loss or scores were not finite numbers any more; it has no accuracy. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;

    DivergedException(String spec, long seed, int epoch, double value) {
        super(
                ("loss and scores must stay finite, but those of %s (seed %d) were %s in epoch %d; try a"
                                + " smaller rate, a larger batch, or batch norm")
                        .formatted(spec, seed, value, epoch));
        this.epoch = epoch;
    }

    /** The epoch in which it was seen, from 1. */
    public int epoch() {
        return epoch;
    }
}
