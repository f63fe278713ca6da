package org.sumcat.experiment;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.sumcat.engine.Rules;
import org.sumcat.report.Measured;
import org.sumcat.report.RunFolders;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;

/**
 * Runs of a finished sweep, loaded instead of trained.
 *
 * <p>They may be of several commits, for a long sweep outlasts one, once one of them gives the same
 * bits at the first commit and at the last: that run is then there twice, and counts once.
 */
public final class FinishedRuns {
    private FinishedRuns() {}

    /**
     * The finished runs in a folder and its subfolders, without those that diverged.
     *
     * @throws IllegalArgumentException if there is none, if a file of one was changed since, or if
     *     they differ in threads, precision or versions of the engine, or in commits without a run
     *     that says that this changes nothing; all in one line that names the runs
     */
    public static List<Run> in(Path folder) {
        RunFolders.in(folder).forEach(FinishedRuns::requireWhole);
        return oneSweep(Measured.records(folder));
    }

    /** The runs of one sweep without duplicates, see {@link #in}. */
    static List<Run> oneSweep(List<Run> all) {
        var runs = all.stream().filter(run -> !run.diverged()).toList();
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep needs a finished run, but all %s diverged; use a smaller rate"
                            .formatted(all.size()));
        }
        same(runs, "threads", run -> String.valueOf(run.threads()));
        same(runs, "precision", Run::precision);
        same(runs, "rules", run -> Rules.rounding(run.rules()));
        same(runs, "versions of DJL and libtorch", FinishedRuns::engine);
        requireOneResult(runs);
        return once(runs);
    }

    private static void requireWhole(Path folder) {
        String damage = Runs.damage(folder, Runs.load(folder).identity(), Runs.Weights.LEFT_OUT);
        if (damage != null) {
            throw new IllegalArgumentException(
                    "the files of a run must be those that it wrote, but in %s %s; train it again"
                            .formatted(folder, damage));
        }
    }

    private static void same(List<Run> runs, String what, Function<Run, String> value) {
        Run first = runs.get(0);
        for (Run other : runs) {
            if (!value.apply(other).equals(value.apply(first))) {
                throw new IllegalArgumentException(
                        "runs of one sweep must share their %s, but %s has %s and %s has %s; leave one out"
                                .formatted(
                                        what,
                                        name(first),
                                        value.apply(first),
                                        name(other),
                                        value.apply(other)));
            }
        }
    }

    private static String engine(Run run) {
        var versions = new TreeMap<>(run.versions());
        versions.keySet().retainAll(List.of("djl", "pytorch"));
        return versions.toString();
    }

    private static void requireOneResult(List<Run> runs) {
        var commits = new ArrayList<String>();
        runs.stream()
                .sorted(Comparator.comparing(run -> Objects.toString(run.ended(), "")))
                .map(Run::commit)
                .filter(commit -> !commits.contains(commit))
                .forEach(commits::add);
        if (commits.size() == 1) {
            return;
        }
        String first = commits.get(0);
        String last = commits.get(commits.size() - 1);
        for (Run one : runs) {
            for (Run other : runs) {
                if (one.commit().equals(first)
                        && other.commit().equals(last)
                        && one.identity().equals(other.identity())
                        && one.weightsSha256().equals(other.weightsSha256())) {
                    return;
                }
            }
        }
        Run again =
                runs.stream().filter(run -> run.commit().equals(first)).findFirst().orElseThrow();
        throw new IllegalArgumentException(
                ("runs of several commits (%s) are one sweep once a run gives the same bits at the first"
                                + " and at the last, but there is none that says so; train %s again at"
                                + " %.12s, into a folder beside the others")
                        .formatted(
                                commits.stream()
                                        .map(c -> "%.12s".formatted(c))
                                        .collect(joining(", ")),
                                name(again),
                                last));
    }

    /** Removes duplicates with the same bits, and refuses duplicates that differ. */
    private static List<Run> once(List<Run> runs) {
        Map<String, Run> kept = new LinkedHashMap<>();
        for (Run run : runs) {
            Run there = kept.putIfAbsent(run.identity(), run);
            if (there != null && !there.weightsSha256().equals(run.weightsSha256())) {
                throw new IllegalArgumentException(
                        "a run that is there twice must give the same bits, but %s has weights %.12s and %.12s; the code, or the machine, rounds differently"
                                .formatted(name(run), there.weightsSha256(), run.weightsSha256()));
            }
        }
        return List.copyOf(kept.values());
    }

    private static String name(Run run) {
        return run.network().spec() + " with seed " + run.seed();
    }
}
