package org.sumcat.marking;

import java.io.IOException;
import org.sumcat.marking.Marking.Listener;
import org.sumcat.marking.Marking.Stopped;

/** Marks answers, in this process or another. */
public interface Marker extends AutoCloseable {
    /**
     * Marks the open exercises of some work.
     *
     * @throws Stopped if it could not go on; the listener knows where
     */
    void mark(Work work, Listener listener) throws IOException, InterruptedException, Stopped;

    @Override
    void close();
}
