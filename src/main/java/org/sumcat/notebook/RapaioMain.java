package org.sumcat.notebook;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the rapaio kernel as its own main class does, with five differences. It says only what
 * went wrong. Nothing that Jupyter asks is lost: version 3.0.1 listens before it knows any answers,
 * and drops what comes between; the classic notebook asks once, and would wait forever. It looks
 * after the threads that listen: the kernel starts them first and tells them to run after that, so
 * on a busy machine one may end at once. A cell can be stopped, and the next one runs: see {@link
 * RapaioControl}. And it ends with Jupyter, whatever a cell does.
 *
 * <p>These few classes are alone on the class path of the kernel, so they use nothing else of ours.
 */
public final class RapaioMain {
    /** The interval at which the listeners are checked, in milliseconds. */
    private static final int ROUND = 100;

    /** The time limit for the last answer, in milliseconds. */
    private static final int PATIENCE = 2000;

    private RapaioMain() {}

    /**
     * Runs until Jupyter ends the kernel.
     *
     * @param args the connection file that Jupyter writes
     */
    public static void main(String[] args) throws Exception {
        var quiet = "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n";
        LogManager.getLogManager()
                .readConfiguration(
                        new ByteArrayInputStream(quiet.getBytes(StandardCharsets.ISO_8859_1)));
        var channels =
                new Channels(
                        Transform.fromJson(
                                Files.readString(Path.of(args[0])), ConnectionProperties.class));
        new LibraryMagic(System.getProperty("sumcat.home")).register();
        connect(channels, MainApp.kernel);
        RapaioControl control = RapaioControl.over(channels, MainApp.kernel);
        Signals.onInterrupt(control::stop);
        Signals.endWithJupyter();
        lookAfter(channels);
        ((LoopThread) field(field(channels, "control"), "loopThread")).join(PATIENCE);
        System.exit(0); // a cell that does not stop must not keep the kernel alive
    }

    /**
     * Connects under the channels' own locks, so that no question is read before its handlers
     * exist.
     */
    static void connect(Channels channels, RapaioKernel kernel)
            throws ReflectiveOperationException {
        synchronized (field(channels, "shell")) {
            synchronized (field(channels, "control")) {
                channels.connect(kernel);
            }
        }
    }

    /** Keeps the listeners running until they are told to end. */
    static void lookAfter(Channels channels)
            throws ReflectiveOperationException, InterruptedException {
        boolean open = true;
        while (open) {
            Thread.sleep(ROUND);
            open = false;
            for (String name : new String[] {"shell", "control", "heartbeat"}) {
                open |= revive(field(channels, name));
            }
        }
    }

    /**
     * Restarts a channel's thread if it ended by itself; returns whether the channel should be
     * running.
     */
    static boolean revive(Object channel) throws ReflectiveOperationException {
        var thread = (LoopThread) field(channel, "loopThread");
        boolean ended = !thread.isAlive(); // asked first: it may be told to end just now
        boolean toRun = (boolean) field(thread, "running");
        if (toRun && ended) {
            System.err.println("sumcat: " + thread.getName() + " ended too early, started again");
            var next =
                    new LoopThread(
                            thread.getName(),
                            (long) field(thread, "sleep"),
                            (Runnable) field(thread, "loopBody"));
            next.start();
            declared(channel, "loopThread").set(channel, next);
        }
        return toRun;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        return declared(owner, name).get(owner);
    }

    private static Field declared(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
