package org.sumcat.train;

/** A run whose loss was not a finite number any more; it has no accuracy. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;

    DivergedException(String spec, long seed, int epoch, double loss) {
        super(
                ("the loss must stay finite, but that of %s (seed %d) was %s in epoch %d; try a"
                                + " smaller rate, a larger batch, or batch norm")
                        .formatted(spec, seed, loss, epoch));
        this.epoch = epoch;
    }

    /** The epoch in which it was seen, from 1. */
    public int epoch() {
        return epoch;
    }
}
