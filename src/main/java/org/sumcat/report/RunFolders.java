package org.sumcat.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sumcat.train.RunRecord;

/** Folders of finished runs; an unfinished run has no {@code run.json}. */
public final class RunFolders {
    private RunFolders() {}

    /**
     * The folders with a {@code run.json} in a folder and below it, in order.
     *
     * @throws IllegalArgumentException if the folder cannot be read
     */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(RunRecord.FILE))
                    .map(file -> file.resolveSibling(""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable("runs", folder, e);
        }
    }

    /**
     * The records of the runs in a folder and below it, each of which is read once.
     *
     * @throws IllegalArgumentException if there is none, or one that cannot be read or was edited
     */
    public static List<RunRecord> read(Path folder) {
        var records = in(folder).stream().map(RunRecord::read).toList();
        if (records.isEmpty()) {
            throw new IllegalArgumentException(
                    "a folder must hold a run.json somewhere, but %s has none; train first"
                            .formatted(folder));
        }
        return records;
    }

    static IllegalArgumentException unreadable(String what, Path folder, IOException e) {
        return new IllegalArgumentException(
                "%s are read from folders, but %s cannot be (%s); see data/measured"
                        .formatted(what, folder, e.getClass().getSimpleName()),
                e);
    }
}
