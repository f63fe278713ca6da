package org.sumcat.compare;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sumcat.engine.Rules;
import org.sumcat.render.Format;
import org.sumcat.train.Run;

/** Refuses runs that cannot be compared: rule, value found, way out. */
final class Fairness {
    private Fairness() {}

    static void check(List<Run> runs) {
        require(
                !runs.isEmpty(),
                "a comparison needs at least one run, but there was none; train one");
        runs.forEach(Fairness::checkFinished);
        same(
                runs,
                "the same data",
                run -> "%s (%.12s)".formatted(run.dataset(), run.datasetSha256()),
                "train them on one data set");
        same(runs, "one recipe", Fairness::butForEpochs, "train them with one recipe");
        same(
                runs,
                "one recipe",
                run -> run.recipe().withEpochs(1).toString(),
                "train them with one recipe");
        same(runs, "one precision", Run::precision, "train them with one");
        same(
                runs,
                "the engine's rules",
                run -> Rules.rounding(run.rules()),
                "train them with the same");
        var seen = new HashSet<String>();
        for (var run : runs) {
            require(
                    seen.add(name(run)),
                    ("a network may be there once for each seed, but %s is there twice; leave one"
                                    + " out")
                            .formatted(name(run)));
        }
        require(
                !runs.stream().allMatch(Run::diverged),
                "a comparison needs at least one run that did not diverge, but all %s did; use a"
                                .formatted(Format.many(runs.size(), "run"))
                        + " smaller rate");
        var networks = runs.stream().collect(Collectors.groupingBy(run -> run.network().spec()));
        for (var alike : networks.values()) {
            same(
                    alike,
                    "the epochs of a network",
                    run -> Format.many(run.recipe().epochs(), "epoch"),
                    "leave one out");
        }
        for (var other : ModelResult.of(runs)) {
            for (var run : other.runs()) {
                require(
                        run.network().equals(other.network()),
                        ("a spec must mean one network, but runs of %s differ in it (%s and %s"
                                        + " parameters); train both with the same code")
                                .formatted(
                                        other.network().spec(),
                                        Format.count(other.network().parameters()),
                                        Format.count(run.network().parameters())));
            }
        }
    }

    private static void checkFinished(Run run) {
        if (run.diverged()) {
            return; // a result, too: shown, and left out of means
        }
        require(
                run.history().size() == run.recipe().epochs(),
                "a compared run must be finished, but %s has %s of %s; train it again"
                        .formatted(
                                name(run),
                                run.history().size(),
                                Format.many(run.recipe().epochs(), "epoch")));
        require(
                run.last().testAccuracy() != null,
                ("a compared run needs a test accuracy in its last epoch, but %s has none; train"
                                + " it again")
                        .formatted(name(run)));
        for (var epoch : run.history()) {
            require(
                    Double.isFinite(epoch.trainLoss()) && epoch.seconds() > 0,
                    ("a compared run needs a finite loss and a duration in every epoch, but %s has"
                                    + " %s in %s s at epoch %s; train it again")
                            .formatted(
                                    name(run), epoch.trainLoss(), epoch.seconds(), epoch.epoch()));
        }
    }

    private static void same(
            List<Run> runs, String rule, Function<Run, String> value, String wayOut) {
        var first = runs.get(0);
        for (var other : runs) {
            require(
                    value.apply(other).equals(value.apply(first)),
                    "compared runs must share %s, but %s has %s and %s has %s; %s"
                            .formatted(
                                    rule,
                                    name(first),
                                    value.apply(first),
                                    name(other),
                                    value.apply(other),
                                    wayOut));
        }
    }

    /** The recipe without its epochs, which differ where training time was matched. */
    private static String butForEpochs(Run run) {
        return run.recipe().nameWithout("epochs");
    }

    private static String name(Run run) {
        return run.network().spec() + " with seed " + run.seed();
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
