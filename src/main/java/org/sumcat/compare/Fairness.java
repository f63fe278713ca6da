package org.sumcat.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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
                () -> "a comparison needs at least one run, but there was none; train one");
        runs.forEach(Fairness::checkFinished);
        same(
                runs,
                "the same data",
                "train them on one data set",
                run -> "%s (%.12s)".formatted(run.dataset(), run.datasetSha256()),
                data -> data);
        same( // epochs differ where training time was matched
                runs,
                "one recipe",
                "train them with one recipe",
                Run::recipe,
                recipe -> recipe.nameWithout("epochs"));
        same(
                runs,
                "one recipe",
                "train them with one recipe",
                Run::recipe,
                recipe -> recipe.withEpochs(1).toString());
        same(runs, "one precision", "train them with one", Run::precision, precision -> precision);
        same(
                runs,
                "the engine's rules",
                "train them with the same",
                run -> Rules.rounding(run.rules()),
                rules -> rules);
        var seen = new HashSet<String>();
        for (var run : runs) {
            require(
                    seen.add(name(run)),
                    () ->
                            "a network may be there once for each seed, but %s is there twice; leave one out"
                                    .formatted(name(run)));
        }
        require(
                !runs.stream().allMatch(Run::diverged),
                () ->
                        "a comparison needs at least one run that did not diverge, but all %s did; use a smaller rate"
                                .formatted(Format.many(runs.size(), "run")));
        var networks = runs.stream().collect(Collectors.groupingBy(run -> run.network().spec()));
        for (var alike : networks.values()) {
            same(
                    alike,
                    "the epochs of a network",
                    "leave one out",
                    run -> run.recipe().epochs(),
                    epochs -> Format.many(epochs, "epoch"));
        }
        for (var other : ModelResult.of(runs)) {
            for (var run : other.runs()) {
                require(
                        run.network().equals(other.network()),
                        () ->
                                "a spec must mean one network, but runs of %s differ in it (%s and %s parameters); train both with the same code"
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
                () ->
                        "a compared run must be finished, but %s has %s of %s; train it again"
                                .formatted(
                                        name(run),
                                        run.history().size(),
                                        Format.many(run.recipe().epochs(), "epoch")));
        require(
                run.last().testAccuracy() != null,
                () ->
                        "a compared run needs a test accuracy in its last epoch, but %s has none; train it again"
                                .formatted(name(run)));
        for (var epoch : run.history()) {
            require(
                    Double.isFinite(epoch.trainLoss()) && epoch.seconds() > 0,
                    () ->
                            "a compared run needs a finite loss and a duration in every epoch, but %s has %s in %s s at epoch %s; train it again"
                                    .formatted(
                                            name(run),
                                            epoch.trainLoss(),
                                            epoch.seconds(),
                                            epoch.epoch()));
        }
    }

    /**
     * Compares a value of all runs by its words, which are made once for each value that occurs:
     * many runs have few recipes.
     */
    private static <T> void same(
            List<Run> runs,
            String rule,
            String wayOut,
            Function<Run, T> value,
            Function<T, String> words) {
        var said = new HashMap<T, String>();
        var first = runs.get(0);
        String given = words.apply(value.apply(first));
        for (var other : runs) {
            String found = said.computeIfAbsent(value.apply(other), words);
            require(
                    found.equals(given),
                    () ->
                            "compared runs must share %s, but %s has %s and %s has %s; %s"
                                    .formatted(
                                            rule, name(first), given, name(other), found, wayOut));
        }
    }

    private static String name(Run run) {
        return run.network().spec() + " with seed " + run.seed();
    }

    private static void require(boolean rule, Supplier<String> message) {
        if (!rule) {
            throw new IllegalArgumentException(message.get());
        }
    }
}
