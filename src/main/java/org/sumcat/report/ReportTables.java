package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.Accuracy;
import org.sumcat.compare.Difference;
import org.sumcat.compare.Rank;
import org.sumcat.compare.Ranking;
import org.sumcat.compare.Summary;
import org.sumcat.render.Format;
import org.sumcat.render.TextTable;
import org.sumcat.statistics.Interval;
import org.sumcat.train.Best;
import org.sumcat.train.Run;

/** The tables of a comparison, as a page and a Markdown file show them. */
final class ReportTables {
    private static final String NONE = "–";

    private ReportTables() {}

    /** Table of accuracies: a row for each network, the highest mean first. */
    static TextTable ranking(Ranking ranking) {
        return new TextTable(
                List.of(
                        "network",
                        "rank",
                        "test accuracy (%), last epoch: mean ± sd",
                        "95% interval (%)",
                        "test accuracy (%), best validation: mean ± sd",
                        "95% interval (%), best validation",
                        "seeds",
                        "not distinguishable from rank"),
                ranking.places().stream().map(ReportTables::place).toList());
    }

    private static List<String> place(Rank place) {
        Summary s = place.summary();
        Accuracy best = s.bestValidation();
        return List.of(
                s.label(),
                String.valueOf(place.rank()),
                s.lastEpoch().words(),
                orNone(s.lastEpoch().between()),
                best == null ? NONE : best.words(),
                best == null ? NONE : orNone(best.between()),
                String.valueOf(s.seeds().size()),
                orNone(place.words()));
    }

    /** Table of costs: a row for each network, in the order of the figures. */
    static TextTable cost(List<Summary> summaries) {
        return new TextTable(
                List.of(
                        "network",
                        "parameters",
                        "MACs per image",
                        "activation memory (MB per image)",
                        "epochs",
                        "seconds per epoch",
                        "images per second"),
                summaries.stream()
                        .map(
                                s ->
                                        List.of(
                                                s.label(),
                                                Format.count(s.parameters()),
                                                Format.large(s.macs()),
                                                megabytes(s.activationBytes()),
                                                String.valueOf(s.epochs()),
                                                Format.fixed(s.secondsPerEpoch(), 1),
                                                Format.count(Math.round(s.imagesPerSecond()))))
                        .toList());
    }

    /** Table of differences: a row for each pair, with every number that its sentence rests on. */
    static TextTable pairs(List<Difference> differences) {
        return new TextTable(
                List.of(
                        "second less first",
                        "seeds",
                        "mean (points)",
                        "sd (points)",
                        "95% interval (points)",
                        "d_z",
                        "p, paired t",
                        "p, corrected",
                        "p, exact",
                        "smallest exact p",
                        "distinguishable"),
                differences.stream().map(ReportTables::pair).toList());
    }

    private static List<String> pair(Difference d) {
        return List.of(
                "%s less %s".formatted(d.second(), d.first()),
                String.valueOf(d.seeds().size()),
                Format.signed(d.mean()),
                d.sd() == null ? NONE : Format.fixed(d.sd(), 2),
                interval(d.interval()),
                d.effectSize() == null ? NONE : Format.signed(d.effectSize()),
                probability(d.tTest()),
                probability(d.corrected()),
                probability(d.exactTest()),
                probability(d.smallestExact()),
                d.seeds().size() < Difference.VERDICT
                        ? "too few seeds"
                        : d.distinguishable() ? "yes" : "no");
    }

    /** Table of runs, a row for each; for one that diverged, the epoch. */
    static TextTable runs(List<Run> runs) {
        boolean devices = runs.stream().map(Run::device).distinct().count() > 1;
        var head =
                Stream.of(
                        "network",
                        "seed",
                        "last epoch (%)",
                        "best validation (%)",
                        "its epoch",
                        "training (s)",
                        devices ? "device" : "",
                        "started",
                        "ended",
                        "SHA-256 of the weights, its beginning");
        return new TextTable(
                head.filter(name -> !name.isEmpty()).toList(),
                runs.stream().map(run -> run(run, devices)).toList());
    }

    private static List<String> run(Run run, boolean devices) {
        Best best = run.best();
        var row = new ArrayList<String>();
        row.add(run.network().spec());
        row.add(String.valueOf(run.seed()));
        row.add(
                run.diverged()
                        ? "diverged at epoch " + run.divergedAt()
                        : Format.percent(run.testAccuracy()));
        row.add(best == null ? NONE : Format.percent(best.testAccuracy()));
        row.add(best == null ? NONE : String.valueOf(best.epoch()));
        row.add(Format.fixed(run.seconds(), 1));
        if (devices) {
            row.add(run.device());
        }
        row.add(time(run.started()));
        row.add(time(run.ended()));
        row.add(run.weightsSha256().substring(0, 16)); // report.json has all
        return row;
    }

    /**
     * An instant in UTC to the second: {@code 2026-11-24 06:11:05} for {@code
     * 2026-11-24T06:11:05.123Z}.
     */
    private static String time(@Nullable String instant) {
        return instant == null ? NONE : instant.replaceFirst("T(.{8}).*", " $1");
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null
                ? NONE
                : Format.signed(interval.low()) + " to " + Format.signed(interval.high());
    }

    private static String probability(@Nullable Double p) {
        return p == null ? NONE : Format.p(p).replace("= ", "");
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? NONE : Format.fixed(bytes / 1e6, 2);
    }

    private static String orNone(String words) {
        return words.isEmpty() ? NONE : words;
    }
}
