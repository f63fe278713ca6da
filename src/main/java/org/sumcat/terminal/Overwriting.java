package org.sumcat.terminal;

import java.nio.file.Path;
import org.sumcat.files.FileSignature;
import org.sumcat.files.OutputFile;
import org.sumcat.files.OutputFolder;
import picocli.CommandLine.Option;

/** The option {@code --force} and its effect on files that a command would replace. */
public final class Overwriting {
    @Option(
            names = "--force",
            description =
                    "Replace existing files, even if Sumcat did not write them or they were edited since.")
    private boolean force;

    /** Returns whether files made by others may be replaced. */
    public boolean isForced() {
        return force;
    }

    /** A file that an option names. */
    public OutputFile file(String option, Path file, FileSignature mark) {
        return new OutputFile(option, file, mark, force);
    }

    /**
     * A folder that an option names for a report.
     *
     * @param record see {@link OutputFolder}
     */
    public OutputFolder folder(String option, Path folder, String record) {
        return new OutputFolder(option, folder, record, force);
    }
}
