package org.sumcat.notebook;

import java.util.UUID;

/** One line below a cell that can be written anew, where the kernel can. */
final class Line {
    private static final long REWRITTEN_EVERY_NANOS = 500_000_000;

    private final Kernel kernel;
    private String id = UUID.randomUUID().toString();
    private boolean shown;
    private long written;

    Line(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Whether the last words are old enough to be replaced by others. */
    boolean isStale() {
        return System.nanoTime() - written >= REWRITTEN_EVERY_NANOS;
    }

    /** Says for the moment; nothing in a program, where words would pile up. */
    void passing(String words) {
        written = System.nanoTime();
        if (kernel.rewrites()) {
            lasting(words);
        }
    }

    /** Says what stays to be read, until the next words. */
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

    /** From now on below the cell that runs now; what was said stays where it is. */
    void moveOn() {
        id = UUID.randomUUID().toString();
        shown = false;
    }
}
