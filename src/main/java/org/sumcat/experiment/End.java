package org.sumcat.experiment;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.Training;

/**
 * How a training ended: with a record, or because loss or scores were not finite any more.
 *
 * @param run null where it broke
 * @param report what the training said when it broke; null where it did not
 * @param epoch in which it broke; NaN where it did not
 */
public record End(@Nullable Run run, @Nullable String report, double epoch) {
    private static final double NEAR_CHANCE = 1.5; // times the share that guessing names rightly

    /** Of a training that came to its end. */
    public static End of(Run run) {
        return new End(run, null, Double.NaN);
    }

    /** Of one whose loss or scores were not finite any more. */
    public static End broken(Training training, DivergedException e) {
        return new End(null, e.getMessage(), e.epoch());
    }

    /** Whether loss or scores were not finite any more. */
    public boolean isBroken() {
        return run == null;
    }

    /** Whether it finished and learned next to nothing. */
    public boolean isStuck() {
        return run != null && accuracy() < NEAR_CHANCE / run.network().classes();
    }

    /** Share of held-out images named rightly, 0 to 1; NaN where it broke. */
    public double accuracy() {
        return run == null ? Double.NaN : Objects.requireNonNull(run.last().validationAccuracy());
    }

    /** Mean training loss of the last epoch in nats; NaN where it broke. */
    public double loss() {
        return run == null ? Double.NaN : run.last().trainLoss();
    }

    /** {@code broke in epoch 1}, {@code near chance, 10.0%}, {@code 72.1%}. */
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
