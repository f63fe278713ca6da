package org.sumcat.notebook;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The thread pool in which a kernel runs the snippets of cells. To stop a cell, kernels cancel its
 * snippet and consider it ended, while its thread continues until it checks: what it has to say is
 * lost, and the next cell meets a training that is still there. Here the first cancellation
 * interrupts the thread, and the cell ends when its snippet does; the second leaves it behind.
 *
 * <p>The class path of a kernel holds this and little else of ours: see {@link RapaioMain}.
 */
public final class CellThreads extends ThreadPoolExecutor {
    private static final int KEPT_SECONDS = 60;

    /** The wait for a stopped snippet, longer than a training step takes. */
    private static final long PATIENCE_MILLIS = 8000;

    private volatile @Nullable Task<?> latest;
    private volatile boolean stopsAll; // until the next cell

    /**
     * Creates an unbounded pool.
     *
     * @param name that those of the kernel begin with
     */
    CellThreads(String name) {
        this(name, new AtomicInteger());
    }

    private CellThreads(String name, AtomicInteger number) {
        super(
                0,
                Integer.MAX_VALUE,
                KEPT_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> new Thread(work, name + number.getAndIncrement()));
    }

    /** Begins a cell that nobody has asked to stop. */
    void begin() {
        stopsAll = false;
    }

    /** Stops the current cell: the running snippet, and those that follow. */
    void stop() {
        stopsAll = true;
        Task<?> task = latest;
        if (task != null) {
            task.cancel(true);
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> snippet) {
        var task = new Task<>(snippet);
        latest = task;
        if (stopsAll) {
            task.leave();
        }
        return task;
    }

    /** A snippet as a cancellable task. */
    private static final class Task<T> extends FutureTask<T> {
        private @Nullable Thread runner;
        private boolean asked;

        Task(Callable<T> snippet) {
            super(snippet);
        }

        @Override
        public void run() {
            synchronized (this) {
                runner = Thread.currentThread();
                if (asked) {
                    runner.interrupt();
                }
            }
            try {
                super.run();
            } finally {
                synchronized (this) {
                    runner = null;
                }
            }
        }

        /** Interrupts the snippet so that it can end; the second time it is abandoned. */
        @Override
        public synchronized boolean cancel(boolean interrupts) {
            if (!interrupts || isDone()) {
                return super.cancel(interrupts);
            }
            if (asked) {
                say("%s is abandoned: it runs until it ends, or the kernel is restarted");
                return super.cancel(true);
            }
            asked = true;
            if (runner != null) {
                runner.interrupt();
            }
            var watch = new Thread(this::sayThatItGoesOn, "sumcat-stop");
            watch.setDaemon(true);
            watch.start();
            return false;
        }

        /**
         * Fails a snippet that finished although it was asked to stop, so that the rest of its cell
         * does not run.
         */
        @Override
        protected synchronized void set(T result) {
            if (asked) {
                leave();
            } else {
                super.set(result);
            }
        }

        void leave() {
            super.cancel(false);
        }

        private void sayThatItGoesOn() {
            try {
                get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                say(
                        "asked to stop, but still in %s, which cannot be interrupted: wait for it, press stop again to abandon it, or restart the kernel");
            } catch (ExecutionException | CancellationException e) {
                // as it should be
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Prints below the cell, where kernels show the console's output. */
        private synchronized void say(String words) {
            StackTraceElement[] at =
                    runner == null ? new StackTraceElement[0] : runner.getStackTrace();
            if (at.length > 0) {
                String what = at[0].getClassName() + "." + at[0].getMethodName();
                System.err.println(words.formatted(what));
            }
        }
    }
}
