package org.sumcat.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The exit status and output of another program on this machine.
 *
 * @param status its exit status
 * @param said all that it printed
 */
public record ProgramAnswer(int status, String said) {
    /**
     * Runs a program without input and returns its answer.
     *
     * @param seconds the longest that it may take
     * @throws IOException if it cannot be started, or did not answer in that time; it is ended then
     * @throws InterruptedException if whoever waits is interrupted; it is ended then, too
     */
    public static ProgramAnswer of(ProcessBuilder program, int seconds)
            throws IOException, InterruptedException {
        Process process = program.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var reading = new CompletableFuture<String>();
        var reader = new Thread(() -> read(process.getInputStream(), reading), "reads an answer");
        reader.setDaemon(true);
        reader.start();
        try {
            process.getOutputStream().close();
            String said = reading.get(seconds, TimeUnit.SECONDS);
            if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return new ProgramAnswer(process.exitValue(), said);
            }
        } catch (TimeoutException e) {
            // as one that says nothing more, and does not end
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        throw new IOException(
                "%s did not answer within %s seconds".formatted(program.command().get(0), seconds));
    }

    private static void read(InputStream in, CompletableFuture<String> said) {
        try {
            said.complete(new String(in.readAllBytes(), UTF_8));
        } catch (IOException | UncheckedIOException e) {
            said.completeExceptionally(e);
        }
    }

    /** The last non-blank line of the output, as an error message often is. */
    public String lastLine() {
        return said.lines().reduce("", (a, b) -> b.isBlank() ? a : b);
    }
}
