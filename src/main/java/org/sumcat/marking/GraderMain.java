package org.sumcat.marking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the process that compiles answers and has them run: separate from the grading
 * process, which thus survives whatever an answer does to a compiler. It takes work on standard
 * input, a line of JSON each, and reports progress on standard output.
 */
public final class GraderMain {
    static final JsonMapper JSON = new JsonMapper();

    /**
     * The first message to the grader process: the answers' process settings, and the work to mark.
     */
    record Told(@Nullable AnswerJvm machine, @Nullable Work work) {}

    private GraderMain() {}

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
        void tell(GraderAnswer said);
    }

    private static void mark(Work work, AnswerJvm machine, Teller teller) {
        var listener =
                new MarkingListener() {
                    @Override
                    public void begins(@Nullable String exercise, boolean check) {
                        teller.tell(GraderAnswer.begins(exercise, check));
                    }

                    @Override
                    public void marked(Mark mark) {
                        teller.tell(GraderAnswer.marked(mark));
                    }
                };
        try (var engine = new AnswerProcess(machine)) {
            Marking.run(work, engine, machine.limits(), listener);
        } catch (MarkingStoppedException e) {
            teller.tell(GraderAnswer.stopped(String.valueOf(e.getMessage())));
            return;
        } catch (IOException e) {
            teller.tell(GraderAnswer.fault(String.valueOf(e.getMessage())));
            return;
        }
        teller.tell(GraderAnswer.all()); // and nothing is left behind
    }

    private static void say(PrintStream out, GraderAnswer said) {
        try {
            byte[] line = (JSON.writeValueAsString(said) + "\n").getBytes(UTF_8);
            out.write(line, 0, line.length);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
