package org.sumcat.marking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.sumcat.marking.Marking.Listener;
import org.sumcat.marking.Marking.Stopped;

/**
 * The main class of the process that compiles answers and has them run: separate from the grading
 * process, which thus survives whatever an answer does to a compiler. It takes work on standard
 * input, a line of JSON each, and reports progress on standard output.
 */
public final class MarkerMain {
    static final JsonMapper JSON = new JsonMapper();

    /**
     * One message of the marker process, a line of JSON on its standard output.
     *
     * @param begins the exercise whose answer or check begins
     * @param mark what became of one
     * @param stopped why it could not go on
     * @param fault why no answer could be run at all: nobody's but the machine's
     * @param done whether all of the work is marked
     */
    record Said(
            @Nullable String begins,
            boolean check,
            @Nullable Mark mark,
            @Nullable String stopped,
            @Nullable String fault,
            boolean done) {
        static Said begins(@Nullable String exercise, boolean check) {
            return new Said(exercise, check, null, null, null, false);
        }

        static Said marked(Mark mark) {
            return new Said(null, false, mark, null, null, false);
        }

        static Said stopped(String why) {
            return new Said(null, false, null, why, null, false);
        }

        static Said fault(String why) {
            return new Said(null, false, null, null, why, false);
        }

        /** The message that all work is marked. */
        static Said all() {
            return new Said(null, false, null, null, null, true);
        }
    }

    /**
     * The first message to the marker process: the answers' process settings, and the work to mark.
     */
    record Told(@Nullable AnswerJvm machine, @Nullable Work work) {}

    private MarkerMain() {}

    /**
     * Marks until standard input ends.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        AnswerJvm machine = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Told told = JSON.readValue(line, Told.class);
            machine = told.machine() == null ? machine : told.machine();
            if (told.work() != null && machine != null) {
                mark(told.work(), machine, said -> say(out, said));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    @FunctionalInterface
    private interface Teller {
        void tell(Said said);
    }

    private static void mark(Work work, AnswerJvm machine, Teller teller) {
        var listener =
                new Listener() {
                    @Override
                    public void begins(@Nullable String exercise, boolean check) {
                        teller.tell(Said.begins(exercise, check));
                    }

                    @Override
                    public void marked(Mark mark) {
                        teller.tell(Said.marked(mark));
                    }
                };
        try (var engine = new AnswerProcess(machine)) {
            Marking.run(work, engine, machine.limits(), listener);
        } catch (Stopped e) {
            teller.tell(Said.stopped(String.valueOf(e.getMessage())));
            return;
        } catch (IOException e) {
            teller.tell(Said.fault(String.valueOf(e.getMessage())));
            return;
        }
        teller.tell(Said.all()); // and nothing is left behind
    }

    private static void say(PrintStream out, Said said) {
        try {
            byte[] line = (JSON.writeValueAsString(said) + "\n").getBytes(UTF_8);
            out.write(line, 0, line.length);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
