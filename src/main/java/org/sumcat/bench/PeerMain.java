package org.sumcat.bench;

import java.nio.file.Path;
import java.util.Locale;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;

/**
 * The main class of a peer process: peer, workload, measure, threads, and the data folder or
 * "none".
 */
final class PeerMain {
    private PeerMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // the referee reads 1.5, not 1,5
        var turns = new Turns();
        Workload workload = Workload.named(args[1]);
        Measure measure = Measure.valueOf(args[2]);
        int threads = Integer.parseInt(args[3]);
        Dataset data =
                args[4].equals("none")
                        ? Datasets.open(Choice.AUTO, null, System.err::println)
                        : Datasets.open(Choice.AUTO, Path.of(args[4]), System.err::println);
        switch (args[0]) {
            case "ceiling" -> Ceiling.take(turns, threads);
            case "exact", "fast" -> Ours.take(turns, workload, measure, data, threads, args[0]);
            default -> UsualDjl.take(turns, workload, measure, data, threads);
        }
    }
}
