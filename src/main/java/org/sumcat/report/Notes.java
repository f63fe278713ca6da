package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Summary;
import org.sumcat.render.Format;
import org.sumcat.train.Run;

/** Notes on a comparison that readers need before its numbers. */
final class Notes {
    private Notes() {}

    /** The notes as sentences; none where nothing is unusual. */
    static List<String> of(Comparison comparison) {
        var notes = new ArrayList<String>();
        diverged(comparison, notes);
        machines(comparison, notes);
        seeds(comparison, notes);
        epochs(comparison, notes);
        return List.copyOf(notes);
    }

    private static void diverged(Comparison comparison, List<String> notes) {
        var bySpec =
                comparison.diverged().stream()
                        .collect(
                                Collectors.groupingBy(
                                        run -> run.network().spec(),
                                        TreeMap::new,
                                        Collectors.toList()));
        bySpec.forEach(
                (spec, runs) ->
                        notes.add(
                                "%s diverged: %s. Means and differences are over the other runs."
                                        .formatted(
                                                spec,
                                                runs.stream()
                                                        .map(
                                                                run ->
                                                                        "seed %s at epoch %s"
                                                                                .formatted(
                                                                                        run.seed(),
                                                                                        run
                                                                                                .divergedAt()))
                                                        .collect(Collectors.joining(", ")))));
    }

    private static void machines(Comparison comparison, List<String> notes) {
        long devices = comparison.runs().stream().map(Run::device).distinct().count();
        long precisions = comparison.runs().stream().map(Run::precision).distinct().count();
        long threads = comparison.runs().stream().map(Run::threads).distinct().count();
        if (devices > 1 || threads > 1) {
            notes.add(
                    "These runs were made on different devices or with different numbers of threads"
                            + " (listed below): compare accuracies, not seconds.");
        }
        if (precisions > 1) {
            notes.add("These runs were made in different arithmetic (listed below).");
        }
    }

    private static void seeds(Comparison comparison, List<String> notes) {
        var all = comparison.summaries();
        if (all.stream().map(Summary::seeds).distinct().count() > 1) {
            notes.add(
                    "Not every network has every seed (%s). Means are over a network's own seeds,"
                                    .formatted(
                                            all.stream()
                                                    .map(
                                                            s ->
                                                                    s.label()
                                                                            + ": "
                                                                            + Format.seeds(
                                                                                    s.seeds()))
                                                    .collect(Collectors.joining("; ")))
                            + " differences over the seeds that both have.");
        }
    }

    private static void epochs(Comparison comparison, List<String> notes) {
        var all = comparison.summaries();
        if (all.stream().map(Summary::epochs).distinct().count() > 1) {
            notes.add(
                    "The networks were not given the same number of epochs (%s)."
                            .formatted(
                                    all.stream()
                                            .map(s -> "%s: %s".formatted(s.label(), s.epochs()))
                                            .collect(Collectors.joining("; "))));
        }
    }
}
