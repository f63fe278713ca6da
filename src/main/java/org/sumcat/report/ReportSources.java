package org.sumcat.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sumcat.files.Sha256;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;

/** The sources beside a report: the plan of its runs, and their records. */
final class ReportSources {
    private static final String PLAN = "plan.json";

    private ReportSources() {}

    /** File names relative to the folder, with slashes on all systems, and hashes. */
    static Map<String, String> in(Path folder, List<Run> runs) {
        var kept = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return kept;
        }
        if (Files.isRegularFile(folder.resolve(PLAN))) {
            kept.put(PLAN, hash(folder.resolve(PLAN)));
        }
        var weights = runs.stream().map(Run::weightsSha256).collect(Collectors.toSet());
        for (Path run : Measured.folders(folder)) {
            if (weights.contains(Runs.load(run).weightsSha256())) {
                Path record = run.resolve("run.json");
                String name = folder.relativize(record).toString();
                kept.put(name.replace(record.getFileSystem().getSeparator(), "/"), hash(record));
            }
        }
        return kept;
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s must be readable, for a report lists it, but is not".formatted(file), e);
        }
    }
}
