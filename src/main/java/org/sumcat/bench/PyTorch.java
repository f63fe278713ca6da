package org.sumcat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;
import org.sumcat.device.ProgramAnswer;

/**
 * A Python with torch, as a peer.
 *
 * @param python its program
 * @param version of torch
 * @param whyNotCompiled why it compiles no network; null where it does
 */
public record PyTorch(Path python, String version, @Nullable String whyNotCompiled) {
    /** Generous, because the first import from a slow disk takes half a minute. */
    private static final int IMPORT_SECONDS = 120;

    /** Generous for the first compiled function, since a compiler reads many headers for it. */
    private static final int COMPILE_SECONDS = 600;

    /**
     * Asks a Python for its torch.
     *
     * @param python its program
     * @param compile whether to find out if {@code torch.compile} works there, by compiling a small
     *     function, which takes some seconds
     * @throws IllegalArgumentException if it does not start, or has no torch
     */
    public static PyTorch of(Path python, boolean compile) {
        if (!Files.isExecutable(python)) {
            throw new IllegalArgumentException(
                    "--python must be a program, but there is none at %s; give its whole path"
                            .formatted(python));
        }
        try {
            var command =
                    new ArrayList<>(List.of(python.toString(), "-c", PythonScript.of("probe.py")));
            if (compile) {
                command.add(device());
            }
            var asked = new ProcessBuilder(command).redirectErrorStream(true);
            int seconds = compile ? COMPILE_SECONDS : IMPORT_SECONDS;
            ProgramAnswer answer = ProgramAnswer.of(asked, seconds);
            if (answer.status() != 0) {
                throw noTorch(python, answer.lastLine());
            }
            return new PyTorch(
                    python,
                    said(answer, "version ").orElse("of unknown version"),
                    compile ? whyNot(answer) : "nobody asked whether it does");
        } catch (IOException e) {
            throw noTorch(python, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the check of Python was interrupted");
        }
    }

    /** PyTorch's word for the device on which all peers run. */
    static String device() {
        return Compute.of("auto").device().isGpu() ? "cuda" : "cpu";
    }

    private static @Nullable String whyNot(ProgramAnswer answer) {
        return answer.said().lines().anyMatch("compiles"::equals)
                ? null
                : said(answer, "fails ").orElse(answer.lastLine());
    }

    private static Optional<String> said(ProgramAnswer answer, String before) {
        return answer.said()
                .lines()
                .filter(line -> line.startsWith(before))
                .map(line -> line.substring(before.length()).strip())
                .findFirst();
    }

    private static IllegalArgumentException noTorch(Path python, String why) {
        return new IllegalArgumentException(
                "--python must be a Python with torch, but %s is not (%s); leave it out, or install torch for it"
                        .formatted(python, why));
    }
}
