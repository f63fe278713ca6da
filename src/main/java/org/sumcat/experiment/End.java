package org.sumcat.experiment;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.Training;

/**
 * The outcome of a training: a record, or an early end because the loss or the scores were no
 * longer finite.
 *
 * @param run null where it broke
 * @param report what the training said when it broke; null where it did not
 * @param epoch in which it broke; NaN where it did not
 */
public record End(@Nullable Run run, @Nullable String report, double epoch) {
    private static final double NEAR_CHANCE = 1.5; // times the accuracy of guessing

    /** The outcome of a training that was completed. */
    public static End of(Run run) {
        return new End(run, null, Double.NaN);
    }

    /** The outcome of a training whose loss or scores were no longer finite. */
    public static End broken(Training training, DivergedException e) {
        return new End(null, e.getMessage(), e.epoch());
    }

    /** Returns whether the loss or the scores were no longer finite. */
    public boolean isBroken() {
        return run == null;
    }

    /** Returns whether the training finished near chance level. */
    public boolean isStuck() {
        return run != null && accuracy() < NEAR_CHANCE / run.network().classes();
    }

    /** Accuracy on held-out images, 0 to 1; NaN where it diverged. */
    public double accuracy() {
        return run == null ? Double.NaN : Objects.requireNonNull(run.last().validationAccuracy());
    }

    /** Mean training loss of the last epoch in nats; NaN where it diverged. */
    public double loss() {
        return run == null ? Double.NaN : run.last().trainLoss();
    }

    /**
     * The outcome in words: {@code broke in epoch 1}, {@code near chance, 10.0%}, {@code 72.1%}.
     */
    public String words() {
        return isBroken()
                ? String.format(Locale.ROOT, "broke in epoch %.0f", epoch)
                : String.format(
                        Locale.ROOT,
                        "%s%.1f%%",
                        isStuck() ? "near chance, " : "",
                        100 * accuracy());
    }
}
