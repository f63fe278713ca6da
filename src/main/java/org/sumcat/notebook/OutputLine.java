package org.sumcat.notebook;

import java.util.UUID;

/** A line below a cell that can be updated in place, where the kernel supports that. */
final class OutputLine {
    private static final long REWRITTEN_EVERY_NANOS = 500_000_000;

    private final Kernel kernel;
    private String id = UUID.randomUUID().toString();
    private boolean shown;
    private long written;

    OutputLine(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Returns whether the last text is old enough to be replaced. */
    boolean isStale() {
        return System.nanoTime() - written >= REWRITTEN_EVERY_NANOS;
    }

    /** Shows a temporary text; nothing in a program, where lines would pile up. */
    void passing(String words) {
        written = System.nanoTime();
        if (kernel.rewrites()) {
            lasting(words);
        }
    }

    /** Shows a text that stays until the next one. */
    void lasting(String words) {
        boolean interrupted = Thread.interrupted(); // the sockets of kernels do not write then
        try {
            kernel.show(Output.of(words), id, shown);
            shown = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Moves to the current cell; earlier output stays in its place. */
    void moveOn() {
        id = UUID.randomUUID().toString();
        shown = false;
    }
}
