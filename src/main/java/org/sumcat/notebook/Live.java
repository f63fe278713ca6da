package org.sumcat.notebook;

import java.util.Locale;
import org.sumcat.train.Epoch;
import org.sumcat.train.Observer;

/** Tells on one line how far a training is and, where nobody else does, what came of it. */
final class Live implements Observer {
    private final Line line;
    private final String label;
    private final boolean concludes;
    private int epochs;
    private int images;
    private double spent;

    Live(Line line, String label, boolean concludes) {
        this.line = line;
        this.label = label;
        this.concludes = concludes;
    }

    @Override
    public void begin(Plan plan) {
        epochs = plan.training().recipe().epochs();
        images = plan.trainImages();
        line.passing(label);
    }

    @Override
    public void afterStep(Progress now) {
        if (line.isStale()) {
            double done = ((now.epoch() - 1) + now.images() / (double) images) / epochs;
            double left = (spent + now.seconds()) * (1 - done) / done;
            line.passing(
                    String.format(
                            Locale.ROOT,
                            "%s: epoch %d of %d, %.0f images/s, %.0f s to go",
                            label,
                            now.epoch(),
                            epochs,
                            now.images() / now.seconds(),
                            left));
        }
    }

    @Override
    public void afterEpoch(Epoch epoch) {
        spent += epoch.seconds();
        String words = "%s: %s".formatted(label, epoch.line());
        if (epoch.epoch() < epochs) {
            line.passing(words);
        } else if (concludes) {
            line.lasting(
                    words.replaceFirst("time .*", String.format(Locale.ROOT, "%.0f s", spent)));
        }
    }
}
