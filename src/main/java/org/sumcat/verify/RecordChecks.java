package org.sumcat.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.inference.Confusion;
import org.sumcat.train.Best;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;

/** Internal consistency of a run's record: its epochs, its accuracy and its best epoch. */
final class RecordChecks {
    private RecordChecks() {}

    /** Checks facts that the record states twice. */
    static List<CheckResult> of(Run run, String what) {
        var checks = new ArrayList<CheckResult>();
        Integer diverged = run.divergedAt();
        int finished = diverged == null ? run.recipe().epochs() : diverged - 1;
        checks.add(
                CheckResult.that(
                        run.history().size() == finished,
                        what,
                        "has an entry for each of %s epochs".formatted(finished),
                        "has entries for %s epochs, but %s were finished"
                                .formatted(run.history().size(), finished)));
        if (diverged == null && !run.history().isEmpty()) {
            checks.add(accuracy(run, what));
            Best best = run.best();
            if (best != null) {
                checks.add(best(run, best, what));
            }
        }
        return checks;
    }

    private static CheckResult accuracy(Run run, String what) {
        Confusion confusion = run.confusion();
        Double accuracy = run.last().testAccuracy();
        if (confusion == null) {
            return CheckResult.open(
                    what, "has no confusion counts to check its test accuracy with");
        }
        return CheckResult.that(
                Objects.equals(accuracy, confusion.accuracy())
                        && confusion.images() == run.testImages(),
                what,
                "its test accuracy is that of its confusion counts, %s of %s"
                        .formatted(confusion.right(), confusion.images()),
                "its test accuracy is %s, but its confusion counts say %s (%s of %s images, %s in use)"
                        .formatted(
                                accuracy,
                                confusion.accuracy(),
                                confusion.right(),
                                confusion.images(),
                                run.testImages()));
    }

    /** Checks that the best epoch is the first with the highest validation accuracy. */
    private static CheckResult best(Run run, Best best, String what) {
        @Nullable Epoch highest = null;
        for (Epoch epoch : run.history()) {
            Double accuracy = epoch.validationAccuracy();
            Double before = highest == null ? null : highest.validationAccuracy();
            if (accuracy != null && (before == null || accuracy > before)) {
                highest = epoch;
            }
        }
        boolean holds =
                highest != null
                        && highest.epoch() == best.epoch()
                        && Objects.equals(highest.validationAccuracy(), best.validationAccuracy());
        return CheckResult.that(
                holds,
                what,
                "its best epoch on the held-out images is %s".formatted(best.epoch()),
                "its best epoch is recorded as %s (validation %s), but its history has %s"
                        .formatted(
                                best.epoch(),
                                best.validationAccuracy(),
                                highest == null
                                        ? "none"
                                        : "%s (%s)"
                                                .formatted(
                                                        highest.epoch(),
                                                        highest.validationAccuracy())));
    }
}
