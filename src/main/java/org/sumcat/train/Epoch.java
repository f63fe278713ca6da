package org.sumcat.train;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The results of one epoch.
 *
 * @param epoch the number of the pass, from 1
 * @param trainLoss mean cross-entropy in nats over the pass, measured while the weights moved,
 *     against smoothed labels where the recipe smooths them; auxiliary classifiers left out
 * @param trainAccuracy accuracy on training images during the pass, 0 to 1
 * @param validationAccuracy accuracy on held-out training images after the pass; null where none
 *     were held out
 * @param testAccuracy accuracy on test images after the pass; null where the recipe leaves the test
 *     set alone in this epoch
 * @param seconds duration of the training pass, evaluation left out
 */
public record Epoch(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        @Nullable Double validationAccuracy,
        @Nullable Double testAccuracy,
        double seconds) {

    /**
     * One line for a person: {@code epoch 1, loss 0.4878, train acc 0.821, test acc 0.871, time
     * 35.3 sec}.
     */
    public String line() {
        return "epoch %s, loss %s, train acc %s%s%s, time %s sec"
                .formatted(
                        epoch,
                        number("%.4f", trainLoss),
                        number("%.3f", trainAccuracy),
                        validationAccuracy == null
                                ? ""
                                : number(", validation acc %.3f", validationAccuracy),
                        testAccuracy == null ? "" : number(", test acc %.3f", testAccuracy),
                        number("%.1f", seconds));
    }

    /** Formats with a decimal point in every locale, since programs read these lines, too. */
    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
