package org.sumcat.marking;

import java.io.IOException;

/** Marks answers, in this process or another. */
public interface Grader extends AutoCloseable {
    /**
     * Marks the open exercises of some work.
     *
     * @throws Stopped if it could not go on; the listener knows where
     */
    void mark(Work work, MarkingListener listener)
            throws IOException, InterruptedException, MarkingStoppedException;

    @Override
    void close();
}
