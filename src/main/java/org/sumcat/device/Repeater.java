package org.sumcat.device;

/** Runs work that is the same each time except for the numbers in the arrays it reads. */
public interface Repeater extends AutoCloseable {
    /**
     * Runs the work once, directly or by replay.
     *
     * @param work the same as each time before; a repeater may do again what it was given first
     */
    void run(Runnable work);

    @Override
    void close();
}
