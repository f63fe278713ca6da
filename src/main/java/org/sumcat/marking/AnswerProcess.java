package org.sumcat.marking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jshell.execution.StreamingExecutionControl;
import jdk.jshell.execution.Util;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * A separate Java process in which answers run. It receives compiled classes and returns their
 * results, over a socket that requires a secret. Nothing with hidden tests is written where it is;
 * without namespaces it can read the checkout, hidden tests included, and a program made to hide
 * may outlive it.
 */
final class AnswerProcess implements Engine {
    /** The main class by name, since it is in a package that this one does not depend on. */
    static final String MAIN = "org.sumcat.notebook.AnswerRunner";

    /** The thread limit: Java and the engine have a few dozen, a machine about ten thousand. */
    private static final int MOST_THREADS = 1000;

    private final AnswerJvm machine;
    private final AnswerFolder own;
    private final ProcessTree family;
    private final Socket socket;
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
    private final AtomicLong deadline = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong printed = new AtomicLong();
    private final AtomicReference<@Nullable Loading> connection = new AtomicReference<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Thread watch = new Thread(this::watch, "watch over answers");
    private volatile int seconds;

    /**
     * Starts the process and connects to it.
     *
     * @throws IOException if it does not come up
     */
    AnswerProcess(AnswerJvm machine) throws IOException {
        this.machine = machine;
        this.own = AnswerFolder.create();
        String outer =
                System.getenv(ProcessTree.MARK); // whoever ends the grader finds the answers, too
        String mark = (outer == null ? "" : outer + "-") + UUID.randomUUID();
        String secret = UUID.randomUUID().toString();
        Process started = null;
        try (var server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            started = machine.program(own.path(), server.getLocalPort(), mark).start();
            family = new ProcessTree(started, mark);
            try (OutputStream in = started.getOutputStream()) {
                in.write((secret + "\n").getBytes(UTF_8));
            }
            socket = AnswerConnection.to(started, server, secret).orElseThrow(() -> notStarted());
        } catch (IOException | RuntimeException e) {
            if (started != null) {
                started.destroyForcibly();
            }
            own.delete();
            throw e;
        }
        watch.setDaemon(true);
        watch.start();
    }

    private IOException notStarted() {
        family.end();
        try {
            byte[] output = Files.readAllBytes(own.path().resolve("output.log"));
            return new IOException(
                    "the Java for answers must start, but did not: "
                            + new String(output, UTF_8).strip());
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public ExecutionControlProvider control() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "sumcat";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters)
                    throws IOException {
                return Util.remoteInputOutput(
                        socket.getInputStream(),
                        socket.getOutputStream(),
                        Map.of(
                                "out", counted(OutputStream.nullOutputStream()),
                                "err", counted(OutputStream.nullOutputStream()),
                                "check", counted(said)),
                        Map.of(),
                        (in, out) -> {
                            var control = new Loading(out, in);
                            connection.set(control);
                            return control;
                        });
            }
        };
    }

    private OutputStream counted(OutputStream to) {
        return new FilterOutputStream(to) {
            @Override
            public void write(int one) throws IOException {
                printed.incrementAndGet();
                synchronized (said) {
                    out.write(one);
                }
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                printed.addAndGet(length);
                synchronized (said) {
                    out.write(bytes, from, length);
                }
            }
        };
    }

    @Override
    public List<Path> classPath() {
        return machine.classPath();
    }

    @Override
    public void allow(int more) {
        seconds = more;
        deadline.set(System.nanoTime() + more * 1_000_000_000L);
    }

    @Override
    public void begins() {
        Loading control = connection.get();
        if (control == null) {
            return; // nothing ran yet
        }
        try {
            control.extensionCommand("begins", null);
        } catch (ExecutionControlException e) {
            // it has ended, which whatever is to run next tells
        }
    }

    private void watch() {
        try {
            while (ended.get() == null && family.isAlive()) {
                Thread.sleep(AnswerConnection.ROUND_MILLIS);
                family.look();
                if (System.nanoTime() - deadline.get() > 0 && deadline.get() != Long.MAX_VALUE) {
                    end("it took more than %s seconds".formatted(seconds));
                } else if (printed.get() > machine.limits().outputMegabytes() * 1_000_000L) {
                    end("it printed more than %s MB".formatted(machine.limits().outputMegabytes()));
                } else if (family.megabytes() > machine.limits().megabytes()) {
                    end(
                            String.format(
                                    Locale.ROOT,
                                    "it took more than %,d MB of memory",
                                    machine.limits().megabytes()));
                } else if (family.threads() > MOST_THREADS) {
                    end(
                            String.format(
                                    Locale.ROOT,
                                    "it started more than %,d threads and programs",
                                    MOST_THREADS));
                } else {
                    String tooMuch = own.tooMuch();
                    if (tooMuch != null) {
                        end(tooMuch);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void end(String why) {
        ended.compareAndSet(null, why);
        family.end();
    }

    @Override
    public @Nullable String ended() {
        return ended.get();
    }

    @Override
    public String said() {
        synchronized (said) {
            String all = said.toString(UTF_8);
            said.reset();
            return all;
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        family.end();
        try {
            socket.close();
        } catch (IOException e) {
            // nobody is there any more
        }
        own.delete();
    }

    /**
     * Refuses to redefine classes, which only a debugger can. Told so at once, JShell loads the new
     * class under another name; told by the other side, it would believe that it was done.
     */
    private static final class Loading extends StreamingExecutionControl {
        Loading(ObjectOutput out, ObjectInput in) {
            super(out, in);
        }

        @Override
        public void redefine(ClassBytecodes[] classes) throws ClassInstallException {
            throw new ClassInstallException(
                    "classes are loaded again", new boolean[classes.length]);
        }
    }
}
