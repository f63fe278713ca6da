package org.sumcat.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.sumcat.network.Network;

/**
 * Peak memory of a training step, measured: resident memory beyond that of the process before it,
 * in a process of its own, so that nothing remains from other measurements. On the CPU.
 *
 * @param bytes the most resident during forward and backward passes over one batch, less what was
 *     resident after a step with two images: engine, weights and their gradients
 * @param seconds of a forward and a backward pass, the fastest of a few: what other programs do
 *     only slows down
 */
public record PeakMemory(long bytes, double seconds) {

    /**
     * Measures an untrained network on synthetic images.
     *
     * @param side width and height of the images in pixels
     * @param batch images in the step, at least 2
     * @param threads CPU threads
     * @throws IllegalStateException if the process does not end well, with its last words: it may
     *     not have had the memory
     * @throws CancellationException when the thread is interrupted
     */
    public static PeakMemory of(Network network, int side, int batch, int threads) {
        var command = new ArrayList<>(java());
        Stream.of(network.spec(), side, batch, threads).map(String::valueOf).forEach(command::add);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.PIPE)
                            .redirectErrorStream(true)
                            .start();
            try {
                List<String> said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank())
                                .toList();
                int status = process.waitFor();
                String last = said.isEmpty() ? "nothing" : said.get(said.size() - 1);
                if (status != 0 || !last.startsWith(PeakMemoryMain.ANSWER)) {
                    throw new IllegalStateException(
                            "a step of %s must run to its end, but ended with %s; its last line: %s"
                                    .formatted(network.spec(), status, last));
                }
                String[] numbers = last.substring(PeakMemoryMain.ANSWER.length()).split(" ", 2);
                return new PeakMemory(Long.parseLong(numbers[0]), Double.parseDouble(numbers[1]));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a process could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the measurement was interrupted");
        }
    }

    /** The file of a URL, with {@code %20} decoded. */
    static String file(URL address) {
        try {
            return Path.of(address.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not the address of a file: " + address, e);
        }
    }

    /** The Java command with our classes; in a notebook the kernel's own class path lacks them. */
    private static List<String> java() {
        CodeSource ours = PeakMemory.class.getProtectionDomain().getCodeSource();
        String at = ours == null ? "" : file(ours.getLocation());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                at.endsWith(".jar") ? at : System.getProperty("java.class.path"),
                PeakMemoryMain.class.getName());
    }
}
