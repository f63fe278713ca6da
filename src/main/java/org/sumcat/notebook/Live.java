package org.sumcat.notebook;

import java.util.Locale;
import org.sumcat.train.Epoch;
import org.sumcat.train.Pace;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.TrainingProgress;
import org.sumcat.train.TrainingStart;

/** A training's live progress on one line and, where nobody else shows it, its result. */
final class Live implements TrainingObserver {
    private final OutputLine line;
    private final String label;
    private final boolean concludes;
    private final Pace pace = new Pace();

    Live(OutputLine line, String label, boolean concludes) {
        this.line = line;
        this.label = label;
        this.concludes = concludes;
    }

    @Override
    public void begin(TrainingStart plan) {
        pace.begin(plan);
        line.passing(label);
    }

    @Override
    public void afterStep(TrainingProgress now) {
        if (line.isStale()) {
            line.passing(
                    String.format(
                            Locale.ROOT,
                            "%s: epoch %d of %d, %.0f images/s, %.0f s to go",
                            label,
                            now.epoch(),
                            pace.epochs(),
                            now.images() / now.seconds(),
                            pace.left(now)));
        }
    }

    /**
     * Replaces the progress by the message; where nothing can be updated the exception shows it.
     */
    @Override
    public void stopped(String words) {
        line.passing("%s: %s".formatted(label, words));
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        pace.afterEpoch(epoch);
        String words = "%s: %s".formatted(label, epoch.line());
        if (epoch.epoch() < pace.epochs()) {
            line.passing(words);
        } else if (concludes) {
            line.lasting(
                    words.replaceFirst(
                            "time .*", String.format(Locale.ROOT, "%.0f s", pace.seconds())));
        }
    }
}
