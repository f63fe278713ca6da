package org.sumcat.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that trains when told to.
 *
 * @param name in the table
 */
record Peer(String name, Process process, BufferedReader answers, BufferedWriter turns, Path log)
        implements AutoCloseable {

    /**
     * Starts the process, which prepares itself in the background.
     *
     * @param environment variables set for it, or taken from it where the value is empty
     */
    static Peer start(String name, List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile("sumcat-bench", ".log");
            var builder = new ProcessBuilder(command).redirectError(log.toFile());
            environment.forEach(
                    (key, value) -> {
                        if (value.isEmpty()) {
                            builder.environment().remove(key);
                        } else {
                            builder.environment().put(key, value);
                        }
                    });
            Process process = builder.start();
            return new Peer(name, process, process.inputReader(), process.outputWriter(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the process has finished its first step; returns the images per unit of work.
     *
     * @throws IllegalStateException if it ends instead, with the last that it said
     */
    int awaitReady() {
        return Integer.parseInt(answer().substring("ready ".length()));
    }

    /**
     * The outcome of compiling a network.
     *
     * @param seconds that this took, without the steps that came with it
     * @param eagerLoss of one batch, before it was compiled
     * @param compiledLoss of the same, by the same weights
     */
    record Compilation(double seconds, double eagerLoss, double compiledLoss) {}

    /**
     * Has the process compile what it will do.
     *
     * @throws IllegalStateException if it ends instead, as one does whose compiled network computes
     *     another loss
     */
    Compilation compile() {
        double[] told = numbers(ask("compile"));
        return new Compilation(told[0], told[1], told[2]);
    }

    /** Has the process do that many units of work; returns the milliseconds of each. */
    double[] take(int units) {
        return numbers(ask("go " + units));
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private String ask(String turn) {
        try {
            turns.write(turn + "\n");
            turns.flush();
        } catch (IOException e) {
            throw ended();
        }
        return answer();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw ended();
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IllegalStateException ended() {
        String last = "nothing";
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            last =
                    lines.filter(line -> !line.isBlank())
                            .filter(line -> !line.startsWith("\t")) // where a Java came along
                            .reduce((a, b) -> b)
                            .orElse(last);
        } catch (IOException e) {
            last = "what cannot be read: " + e.getMessage();
        }
        return new IllegalStateException(
                "a peer must answer, but '%s' ended; its last line: %s".formatted(name, last));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
