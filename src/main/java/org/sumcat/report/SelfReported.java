package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.Summary;
import org.sumcat.published.Published;
import org.sumcat.render.Format;
import org.sumcat.render.TextTable;
import tech.tablesaw.api.Row;

/**
 * Results that others report for networks like ours on Fashion-MNIST: {@code
 * data/published/fashion-mnist.csv}, which the jar carries. Nobody tested these figures.
 *
 * @param network as its submitter names it
 * @param family as ours is named
 * @param spec of ours that it is; empty where the parameters say
 * @param parameters as its submitter counts them; null where he does not say
 * @param percent test accuracy
 * @param preprocessing in the submitter's words
 * @param submitter who
 * @param source where it stands
 */
record SelfReported(
        String network,
        String family,
        String spec,
        @Nullable Long parameters,
        double percent,
        String preprocessing,
        String submitter,
        String source) {
    private static final String FILE = "fashion-mnist.csv";
    private static final double ALIKE = 0.02; // of the parameters: one channel or three, rounding

    /** All listed results, in file order. */
    static List<SelfReported> all() {
        var all = new ArrayList<SelfReported>();
        for (Row row : Published.packed(FILE)) {
            String parameters = row.getString("parameters");
            all.add(
                    new SelfReported(
                            row.getString("network"),
                            row.getString("family"),
                            row.getString("spec"),
                            parameters.isEmpty() ? null : Long.valueOf(parameters),
                            Double.parseDouble(row.getString("test_accuracy_percent")),
                            row.getString("preprocessing"),
                            row.getString("submitter"),
                            row.getString("source")));
        }
        return List.copyOf(all);
    }

    /** Returns whether a network of ours is the reported one. */
    boolean is(Summary ours) {
        return parameters == null
                ? ours.spec().equals(spec)
                : ours.family().equals(family)
                        && Math.abs(ours.parameters() - parameters) <= ALIKE * parameters;
    }

    /** Our results beside theirs, a row for each network that has both; may be empty. */
    static TextTable beside(List<Summary> ours) {
        var rows = new ArrayList<List<String>>();
        for (var theirs : all()) {
            for (var summary : ours) {
                if (theirs.is(summary)) {
                    rows.add(
                            List.of(
                                    summary.label(),
                                    summary.lastEpoch().words(),
                                    String.valueOf(summary.epochs()),
                                    Format.fixed(theirs.percent(), 1),
                                    "%s, %s: %s"
                                            .formatted(
                                                    theirs.network(),
                                                    theirs.submitter(),
                                                    theirs.preprocessing()),
                                    theirs.source()));
                }
            }
        }
        return new TextTable(
                List.of(
                        "network",
                        "here, last epoch: mean ± sd (%)",
                        "epochs here",
                        "self-reported (%)",
                        "by whom, and how prepared",
                        "source"),
                rows);
    }
}
