package org.sumcat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While work is done under it, Ctrl-C lets the step at hand finish, ends the work and says so. */
final class CtrlC {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "ctrl-c");

    private CtrlC() {}

    static void whileDoing(Runnable work) {
        var ctrlC = new CtrlC();
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        try {
            work.run();
        } finally {
            ctrlC.end();
        }
    }

    private void interrupt() {
        System.err.println();
        System.err.println("interrupted: the unfinished run is not kept");
        worker.interrupt();
        try {
            ended.await(10, TimeUnit.SECONDS); // the engine must not be torn down within a step
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
