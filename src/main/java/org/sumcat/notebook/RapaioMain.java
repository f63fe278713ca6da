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
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the rapaio kernel as its own main class does, but for two things. It says only what went
 * wrong. And it looks after the threads that listen to Jupyter: version 3.0.1 starts them first and
 * tells them to run after that, so on a busy machine one may end at once, and nothing ever answers.
 *
 * <p>It is alone on the class path of the kernel, so it uses nothing else of ours.
 */
public final class RapaioMain {
    /** Enough for a thread that was not told in time to have ended, in milliseconds. */
    private static final int SETTLED = 100;

    private RapaioMain() {}

    /**
     * Runs until Jupyter says that it is over.
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
        channels.connect(MainApp.kernel);
        for (String name : new String[] {"shell", "control", "heartbeat"}) {
            revive(field(channels, name));
        }
        channels.joinUntilClose();
    }

    static void revive(Object channel) throws ReflectiveOperationException, InterruptedException {
        var thread = (LoopThread) field(channel, "loopThread");
        Thread.sleep(SETTLED);
        while (!thread.isAlive()) {
            System.err.println("sumcat: " + thread.getName() + " ended too early, started again");
            thread =
                    new LoopThread(
                            thread.getName(),
                            (long) field(thread, "sleep"),
                            (Runnable) field(thread, "loopBody"));
            thread.start();
            declared(channel, "loopThread").set(channel, thread);
            Thread.sleep(SETTLED);
        }
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
