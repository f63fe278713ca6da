package org.sumcat.verify;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.engine.Rules;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.zoo.Zoo;

/**
 * A run, and the same run trained again.
 *
 * <p>On the same CPU with as many threads, the same versions and the same commit both must be
 * alike, bit for bit. Elsewhere sums may be rounded in another order, and small differences grow
 * from step to step: then the test accuracies may lie apart by as much as chance allows two
 * networks that are equally good, three standard deviations of {@code sqrt(2 p (1 - p) / images)}.
 *
 * @param first what was recorded
 * @param second what came out now
 */
record Retraining(Run first, Run second) {

    /**
     * Trains a run again, on this machine.
     *
     * @param run whose network, recipe and seed are taken
     * @param compute with the threads of the run, where it is the CPU
     * @throws IllegalArgumentException if the data is not that of the run
     */
    static Retraining of(Run run, Dataset data, Compute compute, List<TrainingObserver> observers) {
        if (!data.sha256().equals(run.datasetSha256())) {
            throw new IllegalArgumentException(
                    ("a run is trained again on its own data, but that of %s with seed %s is %s"
                                    + " (%.12s), and this is %s (%.12s); use --data or --dataset")
                            .formatted(
                                    run.network().spec(),
                                    run.seed(),
                                    run.dataset(),
                                    run.datasetSha256(),
                                    data.name(),
                                    data.sha256()));
        }
        var training =
                new Training(
                        Zoo.recorded(run.network()),
                        run.recipe(),
                        data,
                        run.seed(),
                        compute,
                        observers);
        try {
            return new Retraining(run, training.run());
        } catch (DivergedException e) {
            return new Retraining(run, e.run());
        }
    }

    /** Returns whether all conditions for equal results are met. */
    boolean mustBeAlike() {
        return first.device().equals(second.device())
                && first.device().startsWith("cpu")
                && first.threads() == second.threads()
                && first.precision().equals(second.precision())
                && Rules.rounding(first.rules()).equals(Rules.rounding(second.rules()))
                && first.versions().equals(second.versions())
                && first.commit().equals(second.commit());
    }

    /**
     * The results of comparing both runs.
     *
     * @param name what the lines call the run
     */
    List<CheckResult> checks(String name) {
        String what = name + " trained again";
        if (!first.network().equals(second.network())) {
            return List.of(
                    CheckResult.fails(
                            what,
                            String.format(
                                    Locale.ROOT,
                                    "this Sumcat builds another network for %s: %,d parameters, not %,d",
                                    first.network().spec(),
                                    second.network().parameters(),
                                    first.network().parameters())));
        }
        boolean sameWeights = first.weightsSha256().equals(second.weightsSha256());
        if (sameWeights || mustBeAlike()) {
            return exact(what, sameWeights);
        }
        return first.diverged() || second.diverged()
                ? List.of(divergence(what))
                : List.of(drift(what));
    }

    private List<CheckResult> exact(String what, boolean sameWeights) {
        var checks = new ArrayList<CheckResult>();
        checks.add(
                CheckResult.that(
                        sameWeights,
                        what,
                        "the same weights bit for bit, %.12s".formatted(first.weightsSha256()),
                        "other weights, %.12s where the record has %.12s"
                                .formatted(second.weightsSha256(), first.weightsSha256())));
        same(checks, what, "training loss", Epoch::trainLoss);
        same(checks, what, "training accuracy", Epoch::trainAccuracy);
        same(checks, what, "validation accuracy", Epoch::validationAccuracy);
        same(checks, what, "test accuracy", Epoch::testAccuracy);
        if (first.confusion() != null) {
            same(checks, what, "confusion counts", first.confusion(), second.confusion());
        }
        if (first.predictions() != null) {
            same(checks, what, "predictions", first.predictions(), second.predictions());
        }
        if (first.best() != null) {
            same(checks, what, "best epoch", first.best(), second.best());
        }
        same(checks, what, "divergence", first.divergedAt(), second.divergedAt());
        return checks;
    }

    /** Reports two values that differ; equal ones are covered by the weights. */
    private static void same(
            List<CheckResult> checks,
            String what,
            String name,
            @Nullable Object recorded,
            @Nullable Object now) {
        if (!Objects.equals(recorded, now)) {
            checks.add(
                    CheckResult.fails(
                            what,
                            "%s is %s, but the record says %s".formatted(name, now, recorded)));
        }
    }

    private void same(
            List<CheckResult> checks,
            String what,
            String name,
            Function<Epoch, @Nullable Object> value) {
        int epochs = Math.min(first.history().size(), second.history().size());
        for (int i = 0; i < epochs; i++) {
            var recorded = value.apply(first.history().get(i));
            var now = value.apply(second.history().get(i));
            if (!Objects.equals(recorded, now)) {
                same(checks, what, "%s of epoch %s".formatted(name, i + 1), recorded, now);
                return;
            }
        }
    }

    private CheckResult divergence(String what) {
        return CheckResult.that(
                first.diverged() && second.diverged(),
                what,
                "diverged at epoch %s, as recorded at %s, %s"
                        .formatted(second.divergedAt(), first.divergedAt(), where()),
                first.diverged()
                        ? "did not diverge, but the record says that it did at epoch "
                                + first.divergedAt()
                        : "diverged at epoch %s, but the record has an accuracy"
                                .formatted(second.divergedAt()));
    }

    private CheckResult drift(String what) {
        double before = first.testAccuracy();
        double now = second.testAccuracy();
        double middle = (before + now) / 2;
        double tolerance = 3 * Math.sqrt(2 * middle * (1 - middle) / first.testImages());
        double loss = Math.abs(first.last().trainLoss() - second.last().trainLoss());
        String measured =
                String.format(
                        Locale.ROOT,
                        "test accuracy %.4f, recorded %.4f: %.2f points apart, tolerance %.2f (three standard deviations of the difference of two accuracies on %,d images); last training loss %.4f apart; %s",
                        now,
                        before,
                        100 * Math.abs(now - before),
                        100 * tolerance,
                        first.testImages(),
                        loss,
                        where());
        return CheckResult.that(Math.abs(now - before) <= tolerance, what, measured, measured);
    }

    private String where() {
        return "here %s; then %s".formatted(where(second), where(first));
    }

    private static String where(Run run) {
        var commits = Stream.of(run.commit().split(", ", -1)).map("%.12s"::formatted);
        return "%s, %s, commit %s"
                .formatted(
                        run.device(),
                        run.versions().get("pytorch"),
                        commits.collect(joining(", ")));
    }
}
