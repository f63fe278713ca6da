package org.sumcat.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import jdk.jshell.execution.RemoteExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of answers, restoring the standard streams before each cell. When the next cell
 * begins, what every cell needs is there again: an answer may have closed the standard streams, set
 * them to null or to a class of its own, or interrupted its thread. What else a cell set stays, for
 * the next may count on it.
 */
final class AnswerControl extends RemoteExecutionControl {
    /** The command that announces another cell. */
    private static final String BEGINS = "begins";

    private @Nullable OutputStream out;
    private @Nullable OutputStream err;

    void out(OutputStream to) {
        out = to;
        System.setOut(printing(to));
    }

    void err(OutputStream to) {
        err = to;
        System.setErr(printing(to));
    }

    private static PrintStream printing(OutputStream to) {
        return new PrintStream(new Shared(to), true, UTF_8);
    }

    @Override
    public @Nullable Object extensionCommand(String command, @Nullable Object argument)
            throws RunException, EngineTerminationException, InternalException {
        if (!command.equals(BEGINS)) {
            return super.extensionCommand(command, argument);
        }
        boolean interrupted = Thread.interrupted(); // by whom does not matter, it is over
        if (out != null && !isOpen(System.out)) {
            out(out);
        }
        if (err != null && !isOpen(System.err)) {
            err(err);
        }
        if (System.in == null) {
            System.setIn(InputStream.nullInputStream());
        }
        return interrupted;
    }

    /**
     * Invokes a method and restores standard output if it was set to null, since JShell flushes it
     * afterwards and would take the error for its own.
     */
    @Override
    protected @Nullable String invoke(Method code) throws Exception {
        try {
            return super.invoke(code);
        } finally {
            if (out != null && System.out == null) {
                out(out);
            }
        }
    }

    /**
     * Returns whether a stream is open; an answer's own class is not asked, for it may do anything.
     */
    private static boolean isOpen(@Nullable PrintStream stream) {
        if (stream == null || stream.getClass() != PrintStream.class) {
            return false;
        }
        stream.write(new byte[0], 0, 0); // one that is closed notices only then
        return !stream.checkError();
    }

    /** The shared connection, which no cell can close. */
    private static final class Shared extends FilterOutputStream {
        Shared(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
