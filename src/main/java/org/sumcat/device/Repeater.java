package org.sumcat.device;

/** Runs work that is the same each time except for the numbers in the arrays it reads. */
public interface Repeater extends AutoCloseable {
    /**
     * Runs the work once, directly or by replay.
     *
     * @param work the same each time; a repeater may repeat the first one
     */
    void run(Runnable work);

    @Override
    void close();
}
