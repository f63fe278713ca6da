package org.sumcat.verify;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.files.Marked;
import org.sumcat.train.HistoryCsv;
import org.sumcat.train.Run;

/** The table of a run, {@code history.csv}, against its record. */
final class HistoryFile {
    private HistoryFile() {}

    /** Returns whether the table has the numbers of the record. */
    static CheckResult check(Run run, Path folder, String what) {
        List<String> there;
        try {
            there = Marked.text(Files.readAllBytes(folder.resolve("history.csv"))).lines().toList();
        } catch (CharacterCodingException e) {
            return CheckResult.fails(what, "is not the table of run.json, but " + e.getMessage());
        } catch (IOException e) {
            return CheckResult.fails(what, "is missing, though every run has one");
        }
        List<String> expected = HistoryCsv.of(run).lines().toList();
        for (int line = 0; line < Math.max(there.size(), expected.size()); line++) {
            String found = line < there.size() ? there.get(line) : "nothing";
            String given = line < expected.size() ? expected.get(line) : "nothing";
            if (!sameCells(found, given)) {
                return CheckResult.fails(
                        what,
                        "line %s is '%s', but run.json gives '%s'"
                                .formatted(line + 1, found, given));
            }
        }
        return CheckResult.holds(what, "has the numbers of run.json");
    }

    /** Compares cells by value, since not every Java writes a number with the same digits. */
    private static boolean sameCells(String found, String given) {
        String[] there = found.split(",", -1);
        String[] expected = given.split(",", -1);
        return there.length == expected.length
                && IntStream.range(0, there.length).allMatch(i -> sameCell(there[i], expected[i]));
    }

    private static boolean sameCell(String there, String expected) {
        if (there.equals(expected)) {
            return true;
        }
        try {
            return Double.parseDouble(there) == Double.parseDouble(expected);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
