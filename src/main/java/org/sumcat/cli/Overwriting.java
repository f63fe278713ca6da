package org.sumcat.cli;

import java.nio.file.Path;
import org.sumcat.train.Mark;
import org.sumcat.train.OutputFile;
import org.sumcat.train.OutputFolder;
import picocli.CommandLine.Option;

/** What becomes of files that are there where a command wants to put its own. */
final class Overwriting {
    @Option(
            names = "--force",
            description =
                    "Replace files that are there, also those that Sumcat did not write or that were"
                            + " edited since.")
    private boolean force;

    boolean isForced() {
        return force;
    }

    /** A file that an option names. */
    OutputFile file(String option, Path file, Mark mark) {
        return new OutputFile(option, file, mark, force);
    }

    /**
     * A folder that an option names for a report.
     *
     * @param record see {@link OutputFolder}
     */
    OutputFolder folder(String option, Path folder, String record) {
        return new OutputFolder(option, folder, record, force);
    }
}
