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
import org.sumcat.train.RunRecord;

/** The sources beside a report: the plan of its runs, and their records. */
final class ReportSources {
    private static final String PLAN = "plan.json";

    private ReportSources() {}

    /**
     * File names relative to the folder, with slashes on all systems, and hashes.
     *
     * @param runs of the report
     * @param read records that were read already, and are not read again
     */
    static Map<String, String> in(Path folder, List<Run> runs, List<RunRecord> read) {
        var kept = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return kept;
        }
        if (Files.isRegularFile(folder.resolve(PLAN))) {
            kept.put(PLAN, hash(folder.resolve(PLAN)));
        }
        var weights = runs.stream().map(Run::weightsSha256).collect(Collectors.toSet());
        var known = read.stream().collect(Collectors.toMap(each -> place(each.folder()), r -> r));
        for (Path run : RunFolders.in(folder)) {
            RunRecord there = known.get(place(run));
            RunRecord record = there != null ? there : RunRecord.read(run);
            if (weights.contains(record.run().weightsSha256())) {
                String name = folder.relativize(run.resolve(RunRecord.FILE)).toString();
                kept.put(name.replace(run.getFileSystem().getSeparator(), "/"), record.sha256());
            }
        }
        return kept;
    }

    private static Path place(Path folder) {
        return folder.toAbsolutePath().normalize();
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
