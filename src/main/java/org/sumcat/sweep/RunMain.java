package org.sumcat.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sumcat.data.Choice;
import org.sumcat.data.DataException;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.device.EngineAtWork;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;

/**
 * The main class of one run's process: plan, task number, results folder, data folder or nothing.
 * It reports its progress to the sweep that started it ({@link News}), and ends after the current
 * step when that ends: the other end of its standard input is gone then, however the sweep died.
 * The sweep holds the lease.
 */
final class RunMain {
    /** The exit code for a failed run; 0 is done, which includes a run that diverged. */
    static final int FAILED = 1;

    static final int BAD_INPUT = 2;
    static final int NO_ROOM = 74; // EX_IOERR of sysexits.h
    static final int ENDED = 130;

    private static final CountDownLatch OVER = new CountDownLatch(1);

    private RunMain() {}

    public static void main(String[] arguments) {
        System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would report its use otherwise
        Locale.setDefault(Locale.ROOT);
        PrintStream news = System.out;
        System.setOut(System.err); // what else is printed are words for a person
        endWithTheSweep(System.in, Thread.currentThread());
        EngineAtWork.begin();
        int exit = run(arguments, new News(news));
        OVER.countDown();
        EngineAtWork.await();
        Runtime.getRuntime().halt(exit); // nothing is left to tidy up
    }

    private static int run(String[] arguments, News news) {
        try {
            Plan plan = Plan.read(Path.of(arguments[0]));
            Plan.Task task = plan.task(Integer.parseInt(arguments[1]));
            Path out = Path.of(arguments[2]);
            Path data = arguments[3].isEmpty() ? null : Path.of(arguments[3]);
            Compute.useThreads(plan.threads());
            Dataset dataset = Datasets.open(Choice.of(plan.dataset()), data, System.err::println);
            Training training =
                    plan.training(
                            task,
                            dataset,
                            Compute.of(plan.device(), plan.precision(), plan.rules()));
            Runs.train(training.watchedBy(news), task.in(out), plan.weights(), news::told);
            return 0;
        } catch (DivergedException e) {
            return 0; // a result, and kept
        } catch (CancellationException e) {
            return ENDED;
        } catch (UncheckedIOException e) {
            return failed(e, NO_ROOM);
        } catch (IllegalArgumentException | DataException e) {
            return failed(e, BAD_INPUT);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return failed(e, FAILED);
        }
    }

    private static int failed(Throwable e, int exit) {
        String message = e instanceof RuntimeException ? e.getMessage() : e.toString();
        System.err.println("error: " + String.valueOf(message).lines().findFirst().orElse(""));
        return exit;
    }

    private static void endWithTheSweep(InputStream in, Thread worker) {
        var leash =
                new Thread(
                        () -> {
                            awaitEnd(in);
                            end(worker);
                            Runtime.getRuntime().halt(ENDED);
                        },
                        "leash");
        leash.setDaemon(true);
        leash.start();
        // Ctrl-C reaches the sweep and all its processes at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker), "ctrl-c"));
    }

    /** Lets the current step finish, since the engine must not be torn down within it. */
    private static void end(Thread worker) {
        worker.interrupt();
        try {
            OVER.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {} // nothing is ever written
        } catch (IOException e) {
            // as good as its end
        }
    }
}
