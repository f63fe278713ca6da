package org.sumcat.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that only pretend, for tests of what starts programs. */
public final class Scripts {
    private Scripts() {}

    public static void assumeShell() {
        assumeTrue(File.separatorChar == '/', "needs a POSIX shell, so not on Windows");
    }

    /** An executable shell script. */
    public static Path write(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }

    /** A folder with nothing but these programs of this machine. */
    public static void link(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            var found =
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .map(place -> Path.of(place, name))
                            .filter(Files::isExecutable)
                            .findFirst();
            if (found.isPresent()) {
                write(folder.resolve(name), "exec " + found.get() + " \"$@\"");
            }
        }
    }
}
