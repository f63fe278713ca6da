package org.sumcat.notebook;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A snippet as a cancellable task. */
final class CellTask<T> extends FutureTask<T> {
    /** The wait for a stopped snippet, longer than a training step takes. */
    private static final long PATIENCE_MILLIS = 8000;

    private @Nullable Thread runner;
    private boolean asked;

    CellTask(Callable<T> snippet) {
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
        StackTraceElement[] at = runner == null ? new StackTraceElement[0] : runner.getStackTrace();
        if (at.length > 0) {
            String what = at[0].getClassName() + "." + at[0].getMethodName();
            System.err.println(words.formatted(what));
        }
    }
}
