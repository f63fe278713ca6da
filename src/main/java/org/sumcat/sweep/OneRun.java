package org.sumcat.sweep;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sumcat.files.Lease;
import org.sumcat.files.Leases;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;

/** One run of a plan, in this process. */
public final class OneRun {
    private OneRun() {}

    /**
     * Does a run unless it is done, and saves it in the results folder.
     *
     * @param plan of which it is
     * @param training what the plan says of the task, see {@link Plan#training}
     * @param told gets a line if it was done already, resumes, or has to wait
     * @return its record; one that diverged is a result, too
     * @throws IllegalStateException if another worker does it
     * @throws CancellationException when the thread is interrupted
     */
    public static Run of(
            Plan plan, Plan.Task task, Training training, Path out, Consumer<String> told) {
        Thread self = Thread.currentThread();
        var lost = new AtomicBoolean();
        Runnable onLost =
                () -> {
                    lost.set(true);
                    self.interrupt();
                };
        try (var leases = new Leases(out)) {
            Lease lease = leases.await(task.run(), onLost, told).orElse(null);
            if (lease == null) {
                throw new IllegalStateException(
                        "a run is done by one worker at a time, but %s is doing task %s; wait for it"
                                .formatted(leases.holder(task.run()), task.task()));
            }
            try (lease) {
                return Runs.train(training, task.in(out), plan.weights(), told);
            } catch (DivergedException e) {
                return e.run();
            } catch (CancellationException e) {
                if (!lost.get()) {
                    throw e;
                }
                throw new IllegalStateException(
                        "a worker must not pause for minutes, but task %s was taken over by %s"
                                        .formatted(task.task(), leases.holder(task.run()))
                                + " meanwhile, which will finish it",
                        e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a run");
        }
    }
}
