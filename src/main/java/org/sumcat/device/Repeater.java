package org.sumcat.device;

/** Does work that is the same each time but for the numbers in the arrays that it reads. */
public interface Repeater extends AutoCloseable {
    /**
     * Does it.
     *
     * @param work the same as each time before; a repeater may do again what it was given first
     */
    void run(Runnable work);

    @Override
    void close();
}
