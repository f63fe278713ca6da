package org.sumcat.marking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sumcat.marking.GraderMain.Told;

/** Marks in a {@link GraderMain} process, which is restarted whenever it does not answer. */
public final class GraderProcess implements Grader {
    /** The time allowed beyond the answers' limit, for compiling them and for starting Java. */
    private static final int MORE_SECONDS = 60;

    private static final GraderAnswer OVER = GraderAnswer.stopped("it ended the compiler");

    private static final String CLOSED =
            "interrupted; finished grades are kept, and the same command resumes";

    private final AnswerJvm machine;
    private @Nullable Process process;
    private @Nullable ProcessTree family;
    private @Nullable Path folder;
    private BlockingQueue<GraderAnswer> heard = new ArrayBlockingQueue<>(1000);
    private volatile boolean closed;

    /** Creates a grader that runs answers in such a Java process. */
    public GraderProcess(AnswerJvm machine) {
        this.machine = machine;
    }

    @Override
    public void mark(Work work, MarkingListener listener)
            throws IOException, InterruptedException, MarkingStoppedException {
        try {
            if (process == null || !process.isAlive()) {
                end();
                start();
            }
            tell(new Told(null, work));
            hear(listener);
        } catch (InterruptedException | IOException e) {
            end();
            throw e;
        }
    }

    private void hear(MarkingListener listener)
            throws IOException, InterruptedException, MarkingStoppedException {
        int most = machine.limits().seconds();
        long end = System.nanoTime() + seconds(most);
        long step = end;
        while (true) {
            long wait = Math.max(0, Math.min(end, step) - System.nanoTime());
            GraderAnswer said = heard.poll(wait, TimeUnit.NANOSECONDS);
            if (said == null) {
                boolean all = System.nanoTime() - end >= 0;
                end();
                throw new MarkingStoppedException(
                        all
                                ? "the notebook took more than %s seconds".formatted(most)
                                : "it took too long to compile");
            } else if (said.fault() != null) {
                throw new IOException(said.fault());
            } else if (said.stopped() != null) {
                if (said.equals(OVER)) {
                    end(); // the answers that it left behind, too
                }
                if (closed) {
                    throw new InterruptedException(CLOSED);
                }
                throw new MarkingStoppedException(said.stopped());
            } else if (said.mark() != null) {
                listener.marked(said.mark());
            } else if (said.done()) {
                return;
            } else {
                listener.begins(said.begins(), said.check());
                if (said.begins() != null) {
                    step = System.nanoTime() + seconds(machine.limits().cellSeconds());
                }
            }
        }
    }

    private static long seconds(int allowed) {
        return (allowed + MORE_SECONDS) * 1_000_000_000L;
    }

    private synchronized void start() throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException(CLOSED);
        }
        String mark = UUID.randomUUID().toString();
        Path work = Files.createTempDirectory("sumcat-grading-");
        folder = work;
        work.toFile().setExecutable(true, false); // the way to what another user may read
        var builder =
                new ProcessBuilder(
                        machine.java(),
                        "-Xmx512m",
                        "-Xss32m", // a long sum of texts is a deep tree for the compiler
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djdk.serialFilter=java.lang.*;!*",
                        "-Djava.io.tmpdir=" + work,
                        "-cp",
                        machine.jar(),
                        GraderMain.class.getName());
        builder.environment().put(ProcessTree.MARK, mark);
        Process started = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process = started;
        family = new ProcessTree(started, mark);
        var queue = new ArrayBlockingQueue<GraderAnswer>(1000);
        heard = queue;
        var reader = new Thread(() -> read(started, queue), "grader");
        reader.setDaemon(true);
        reader.start();
        tell(new Told(machine, null));
    }

    private static void read(Process from, BlockingQueue<GraderAnswer> to) {
        try (var lines = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.put(GraderMain.JSON.readValue(line, GraderAnswer.class));
            }
        } catch (JsonProcessingException e) {
            to.offer(
                    GraderAnswer.fault(
                            "the grader's words are not understood: " + e.getOriginalMessage()));
        } catch (IOException e) {
            // it was ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        to.offer(OVER);
    }

    private void tell(Told told) throws IOException {
        var to = requireNonNull(process).getOutputStream();
        to.write((GraderMain.JSON.writeValueAsString(told) + "\n").getBytes(UTF_8));
        to.flush();
    }

    /** Closes the grader for good, even while another thread is using it. */
    @Override
    public void close() {
        closed = true;
        end();
    }

    private synchronized void end() {
        if (family != null) {
            family.end();
        }
        if (folder != null) {
            AnswerFolder.deleteAll(folder);
        }
        folder = null;
        process = null;
        family = null;
    }
}
