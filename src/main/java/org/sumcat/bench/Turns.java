package org.sumcat.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The peer process's side of the protocol: it waits for {@code go N}, does N units of work, and
 * answers with the milliseconds of each. While it waits, the machine belongs to the others.
 */
final class Turns {
    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out;
    private int left;
    private long since;
    private StringJoiner answer = new StringJoiner(" ");

    /** Takes standard output for the answers alone and sends everything else to standard error. */
    Turns() {
        out = System.out;
        System.setOut(System.err);
    }

    /**
     * Reports readiness and waits for the first command.
     *
     * @param images in a unit of work
     */
    void begin(int images) {
        out.println("ready " + images);
        await();
    }

    /**
     * Records one finished unit; after the last one of a command, answers and waits for the next.
     */
    void done() {
        long now = System.nanoTime();
        answer.add(String.format(Locale.ROOT, "%.3f", (now - since) / 1e6));
        since = now;
        if (--left == 0) {
            out.println(answer);
            answer = new StringJoiner(" ");
            await();
        }
    }

    private void await() {
        out.flush();
        try {
            String line = in.readLine();
            if (line == null) {
                System.exit(0); // the referee has gone
            } else {
                left = Integer.parseInt(line.substring("go ".length()));
                since = System.nanoTime();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
