package org.sumcat.device;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cooperative cancellation: work asks once in each training step or batch whether its thread was
 * interrupted or the program ends. A JVM that ends tears the engine down; a thread that computes in
 * it meanwhile crashes the process, so the end waits for work to have ended.
 */
public final class Cancellation {
    private static final long LONGEST_SECONDS = 10;

    private static final Object LOCK = new Object();
    private static int working; // how much goes on
    private static boolean hooked;
    private static volatile boolean ending;

    private Cancellation() {}

    /**
     * Returns whether work on this thread should end; stays true until the thread's interrupt is
     * cleared.
     */
    public static boolean isRequested() {
        return ending || Thread.currentThread().isInterrupted();
    }

    /**
     * Throws if work on this thread should end.
     *
     * @param reached the line of the exception, asked for only then
     * @throws StoppedException if so
     */
    public static void throwIfRequested(Supplier<String> reached) {
        if (isRequested()) {
            throw new StoppedException(reached.get());
        }
    }

    /**
     * Does work with the engine, which the program's end waits for.
     *
     * @throws StoppedException if the program ends already
     */
    public static <T extends @Nullable Object> T whileEngineLives(Supplier<T> work) {
        synchronized (LOCK) {
            if (ending) {
                throw programEnds();
            }
            if (!hooked) {
                hook();
            }
            working++;
        }
        try {
            return work.get();
        } finally {
            synchronized (LOCK) {
                working--;
                LOCK.notifyAll();
            }
        }
    }

    private static void hook() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Cancellation::end, "sumcat-end"));
        } catch (IllegalStateException e) { // it ends already
            throw programEnds();
        }
        hooked = true;
    }

    private static StoppedException programEnds() {
        return new StoppedException("stopped: the program ends");
    }

    /** At the program's end, waits for current work, up to {@value #LONGEST_SECONDS} seconds. */
    private static void end() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        synchronized (LOCK) {
            ending = true;
            long left = TimeUnit.SECONDS.toMillis(LONGEST_SECONDS);
            while (working > 0 && left > 0) {
                try {
                    LOCK.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        }
    }
}
