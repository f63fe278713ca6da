package org.sumcat.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C handling: lets the current step finish, ends the work and says so. */
public final class CtrlC {
    private final String consequence;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "ctrl-c");

    private CtrlC(String consequence) {
        this.consequence = consequence;
    }

    /**
     * Does work that Ctrl-C ends cleanly.
     *
     * @param consequence what becomes of work that is interrupted, and how to go on
     */
    public static void whileDoing(String consequence, Runnable work) {
        var ctrlC = new CtrlC(consequence);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        try {
            work.run();
        } finally {
            ctrlC.end();
        }
    }

    private void interrupt() {
        worker.interrupt();
        try {
            ended.await(10, TimeUnit.SECONDS); // the engine must not be torn down within a step
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Last of all, for a display that is wiped away takes what stands below it along.
        System.err.println();
        System.err.println("interrupted: " + consequence);
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the shutdown has begun: the hook itself is running
        }
    }
}
