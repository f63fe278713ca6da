package org.sumcat.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Lease;

/** A run in a process of its own. */
final class Job {
    private static final int LAST_WORDS = 20; // lines

    private final Plan.Task task;
    private final Lease lease;
    private final Process process;
    private final Thread words;
    private final Deque<String> last = new ArrayDeque<>();
    private final long begun = System.nanoTime();
    private volatile News.@Nullable At from;
    private volatile News.@Nullable At at;

    /**
     * Starts the process of a run.
     *
     * @param gpu the one that it may see, as CUDA names it; null for all
     * @param told gets its words
     * @param ended called when it has ended
     */
    Job(
            Plan.Task task,
            Lease lease,
            List<String> arguments,
            @Nullable String gpu,
            Consumer<String> told,
            Consumer<Job> ended) {
        this.task = task;
        this.lease = lease;
        var builder = new ProcessBuilder(command(arguments));
        if (gpu != null) {
            builder.environment().put("CUDA_VISIBLE_DEVICES", gpu);
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "a run needs a process, but none could be started (%s); use the same command again, it resumes, also after an upgrade of Java"
                            .formatted(e.getMessage()),
                    e);
        }
        words = new Thread(this::listen, "words of task " + task.task());
        words.setDaemon(true);
        words.start();
        var news = new Thread(() -> read(told, ended), "news of task " + task.task());
        news.setDaemon(true);
        news.start();
    }

    /**
     * The command line of this process, without a terminal: the same JVM, options and class path.
     */
    private static List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Dsumcat.terminal"))
                .filter(option -> !option.startsWith("-agentlib:"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(RunMain.class.getName());
        command.addAll(arguments);
        return command;
    }

    private void read(Consumer<String> told, Consumer<Job> ended) {
        try (BufferedReader news = process.inputReader(UTF_8)) {
            for (String line = news.readLine(); line != null; line = news.readLine()) {
                News.At place = News.at(line);
                String passedOn = News.words(line);
                if (place != null) {
                    from = from == null ? place : from;
                    at = place;
                } else if (passedOn != null) {
                    told.accept(passedOn);
                }
            }
            words.join();
            process.waitFor();
        } catch (IOException e) {
            told.accept("its output was cut short: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.accept(this);
    }

    /** Keeps the last lines of the process's output, in case it dies. */
    private void listen() {
        try (BufferedReader said = process.errorReader(UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                synchronized (last) {
                    last.addLast(line);
                    if (last.size() > LAST_WORDS) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            // it was killed: what was heard is all there is
        }
    }

    Plan.Task task() {
        return task;
    }

    /** The progress of the run; null before its first step. */
    News.@Nullable At at() {
        return at;
    }

    /** Images trained on so far, in all epochs. */
    long imagesOfRun() {
        News.At now = at;
        return now == null ? 0 : (now.epoch() - 1L) * task.images() + now.images();
    }

    /** Images trained on in this process. */
    long images() {
        News.At begin = from;
        return begin == null ? 0 : imagesOfRun() - (begin.epoch() - 1L) * task.images();
    }

    /** Seconds since the process was started. */
    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The exit code of the ended process: 0, or the kind of failure; 128 and more for a signal. */
    int exit() {
        return process.exitValue();
    }

    /** The error in the process's own words, else its last line. */
    String lastWords() {
        synchronized (last) {
            return last.stream()
                    .filter(line -> !line.isBlank())
                    .reduce((a, b) -> a.startsWith("error: ") ? a : b)
                    .map(line -> line.replaceFirst("^error: ", ""))
                    .orElse("no output");
        }
    }

    /** Asks the process to end after the current step. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended already
        }
    }

    /** Waits so long for the process to end, then kills it; releases the run's lease. */
    void bury(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lease.close();
    }

    /** The current status of the run. */
    SweepWatcher.Running status() {
        News.At at = at();
        return new SweepWatcher.Running(
                task,
                at == null ? 0 : Math.min(at.epoch(), task.epochs()),
                imagesOfRun() / ((double) task.images() * task.epochs()),
                images() / seconds());
    }
}
