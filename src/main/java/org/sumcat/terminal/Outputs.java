package org.sumcat.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.FileSignature;
import org.sumcat.files.OutputFile;

/** The output files of a command, of which all are written or none. */
public final class Outputs {
    private final Overwriting overwriting;
    private final Map<OutputFile, String> texts = new LinkedHashMap<>();

    /** Creates an empty list, with or without permission to overwrite. */
    public Outputs(Overwriting overwriting) {
        this.overwriting = overwriting;
    }

    /**
     * Adds an output file, if an option names it.
     *
     * @param file what the option says; null if it was not given
     */
    public void add(String option, @Nullable Path file, FileSignature mark, Supplier<String> text) {
        if (file == null) {
            return;
        }
        for (OutputFile other : texts.keySet()) {
            if (same(other.file(), file)) {
                throw new IllegalArgumentException(
                        "%s and %s must name two files, but both name %s; rename one"
                                .formatted(other.option(), option, file));
            }
        }
        texts.put(overwriting.file(option, file, mark), text.get());
    }

    private static boolean same(Path one, Path other) {
        Path whole = one.toAbsolutePath().normalize();
        if (whole.equals(other.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // what cannot be looked at is refused where it is written
        }
    }

    /**
     * Writes all output files.
     *
     * @throws IllegalArgumentException if one of them cannot be; none is there then
     */
    public void write() {
        texts.forEach(OutputFile::require);
        texts.forEach((file, text) -> file.write(text, Common::say));
    }
}
