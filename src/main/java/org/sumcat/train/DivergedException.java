package org.sumcat.train;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when a run's loss or scores are no longer finite; it has no accuracy. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private transient @Nullable Run run;

    private DivergedException(String message, int epoch) {
        super(message);
        this.epoch = epoch;
    }

    /**
     * The value if it is finite; throws otherwise.
     *
     * @throws DivergedException if it is not
     */
    static double unlessFinite(double value, Training training, int epoch) {
        if (Double.isFinite(value)) {
            return value;
        }
        throw new DivergedException(
                ("loss and scores must stay finite, but those of %s (seed %s) were %s in epoch %s; try a"
                                + " smaller rate, a larger batch, or batch norm")
                        .formatted(training.network().spec(), training.seed(), value, epoch),
                epoch);
    }

    /** The exception for a run that diverged earlier. */
    static DivergedException of(Run run) {
        int epoch = Objects.requireNonNull(run.divergedAt());
        return new DivergedException(
                        ("loss and scores must stay finite, but those of %s (seed %s) did not in epoch %s; try a smaller rate, a larger batch, or batch"
                                        + " norm")
                                .formatted(run.network().spec(), run.seed(), epoch),
                        epoch)
                .with(run);
    }

    /** Returns a copy with the record of the run. */
    DivergedException with(Run record) {
        run = record;
        return this;
    }

    /** The epoch in which the run diverged, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The record of the run up to there, which names the epoch. */
    public Run run() {
        if (run == null) {
            throw new IllegalStateException("the record is written by the training");
        }
        return run;
    }
}
