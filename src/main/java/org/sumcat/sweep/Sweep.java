package org.sumcat.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Lease;
import org.sumcat.files.Leases;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;

/**
 * Does the open runs of a plan, several at once, each in a process of its own: a crash or a leak
 * costs one run. Whatever ends it, the same sweep resumes from what is in the folder; other sweeps
 * in the same folder do other runs.
 */
public final class Sweep {
    private static final long TICK_MILLIS = 200;
    private static final long LOOK_NANOS = 2_000_000_000; // at a run that another sweep does
    private static final int TRIES = 2; // of a process that dies
    private static final int PATIENCE_SECONDS = 8; // with processes that are to end

    private final Plan plan;
    private final Path out;
    private final Slots slots;
    private final List<String> gpus;
    private final @Nullable Path data;
    private final SweepWatcher watcher;

    private final Deque<Plan.Task> pending = new ArrayDeque<>();
    private final Map<Integer, Job> running = new TreeMap<>(); // by slot
    private final Map<Integer, Run> done = new TreeMap<>(); // by number of the task
    private final Map<Integer, String> failures = new TreeMap<>();
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final Map<Integer, Long> lookAgain = new HashMap<>(); // at runs of other sweeps
    private final Set<Integer> lost = new HashSet<>();
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Forecast forecast = new Forecast();

    /**
     * The finished runs, and the failures in words.
     *
     * @param runs of the plan that are done, in its order
     * @param failures of the others, a line for each
     */
    public record Outcome(List<Run> runs, List<String> failures) {}

    /**
     * Creates a sweep over a plan.
     *
     * @param out where the plan is settled and the runs are kept
     * @param gpus by CUDA's names, assigned in rotation; none on a CPU
     * @param data folder of Fashion-MNIST, or where it is usually looked for
     */
    public Sweep(
            Plan plan,
            Path out,
            Slots slots,
            List<String> gpus,
            @Nullable Path data,
            SweepWatcher watcher) {
        this.plan = plan;
        this.out = out;
        this.slots = slots;
        this.gpus = List.copyOf(gpus);
        this.data = data;
        this.watcher = watcher;
    }

    /**
     * Does the open runs and returns all.
     *
     * @throws CancellationException when the thread is interrupted; processes have ended then
     * @throws UncheckedIOException when results cannot be written any more
     */
    public Outcome run() {
        try (var leases = new Leases(out)) {
            for (Plan.Task task : plan.tasks()) {
                if (!isDone(task)) {
                    pending.add(task);
                }
            }
            if (!done.isEmpty()) {
                watcher.line(
                        "%s of %s runs were done already"
                                .formatted(done.size(), plan.tasks().size()));
            }
            while (!pending.isEmpty() || !running.isEmpty()) {
                startWhatFits(leases);
                Runnable event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.run();
                }
                watcher.at(status());
            }
            return new Outcome(List.copyOf(done.values()), List.copyOf(failures.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        } finally {
            running.values().forEach(Job::end);
            running.values().forEach(job -> job.bury(PATIENCE_SECONDS));
        }
    }

    private boolean isDone(Plan.Task task) {
        if (Runs.damage(task.in(out), task.run(), plan.weights()) != null) {
            return false;
        }
        done.put(task.task(), Runs.load(task.in(out)));
        return true;
    }

    private void startWhatFits(Leases leases) {
        for (Plan.Task task : List.copyOf(pending)) {
            if (running.size() == slots.jobs()) {
                return;
            }
            Long again = lookAgain.get(task.task());
            if (again != null && System.nanoTime() - again < LOOK_NANOS) {
                continue;
            }
            Lease lease = leases.take(task.run(), () -> events.add(() -> lost(task))).orElse(null);
            if (lease == null) {
                if (lookAgain.put(task.task(), System.nanoTime()) == null) {
                    say(task, "is done by another sweep, " + leases.holder(task.run()));
                }
            } else if (isDone(task)) {
                lease.close();
                pending.remove(task);
                say(task, outcome(task) + " (by another sweep)");
            } else {
                pending.remove(task);
                start(task, lease);
            }
        }
    }

    private void start(Plan.Task task, Lease lease) {
        int slot = 0;
        while (running.containsKey(slot)) {
            slot++;
        }
        var arguments =
                List.of(
                        out.resolve(Plan.FILE).toString(),
                        String.valueOf(task.task()),
                        out.toString(),
                        data == null ? "" : data.toString());
        var job =
                new Job(
                        task,
                        lease,
                        arguments,
                        gpus.isEmpty() ? null : gpus.get(slot % gpus.size()),
                        words -> events.add(() -> say(task, words)),
                        ended -> events.add(() -> ended(ended)));
        running.put(slot, job);
    }

    private void lost(Plan.Task task) {
        for (Job job : running.values()) {
            if (job.task().equals(task)) {
                job.end();
                lost.add(task.task());
                say(task, "was taken over by another sweep while this one was paused");
            }
        }
    }

    private void ended(Job job) {
        running.values().remove(job);
        job.bury(0);
        Plan.Task task = job.task();
        int exit = job.exit();
        if (exit == 0 && isDone(task)) {
            forecast.saw(task, job.images(), job.seconds());
            say(task, String.format(Locale.ROOT, "%s, %.0f s", outcome(task), job.seconds()));
        } else if (exit == RunMain.NO_ROOM) {
            String words = job.lastWords();
            throw new UncheckedIOException(words, new IOException(words));
        } else if (lost.remove(task.task())) {
            pending.addLast(task); // to see what the other sweep makes of it
        } else {
            String why = "exit %s, its last line: %s".formatted(exit, job.lastWords());
            boolean died = exit != RunMain.FAILED && exit != RunMain.BAD_INPUT;
            if (died && tries.merge(task.task(), 1, Integer::sum) < TRIES) {
                pending.addLast(task);
                say(task, "died (%s); will be retried after the others".formatted(why));
            } else {
                failures.put(
                        task.task(), "task %s, %s: %s".formatted(task.task(), task.words(), why));
                say(task, "failed (%s)".formatted(why));
            }
        }
    }

    private String outcome(Plan.Task task) {
        Run run = done.get(task.task());
        if (run == null) {
            throw new IllegalStateException("only a run that is done has an outcome");
        }
        return run.diverged()
                ? "diverged at epoch " + run.divergedAt()
                : String.format(Locale.ROOT, "test accuracy %.4f", run.testAccuracy());
    }

    private void say(Plan.Task task, String words) {
        watcher.line(
                "run %s/%s  %s: %s"
                        .formatted(task.task(), plan.tasks().size(), task.words(), words));
    }

    private SweepWatcher.Status status() {
        var all = running.values().stream().map(Job::status).toList();
        return new SweepWatcher.Status(
                done.size(),
                plan.tasks().size(),
                all,
                forecast.left(running.values(), pending, slots.jobs()));
    }
}
