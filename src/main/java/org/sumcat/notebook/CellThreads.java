package org.sumcat.notebook;

import java.util.concurrent.Callable;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

    private volatile @Nullable CellTask<?> latest;
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
        CellTask<?> task = latest;
        if (task != null) {
            task.cancel(true);
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> snippet) {
        var task = new CellTask<>(snippet);
        latest = task;
        if (stopsAll) {
            task.leave();
        }
        return task;
    }
}
