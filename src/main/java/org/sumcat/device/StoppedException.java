package org.sumcat.device;

import java.util.concurrent.CancellationException;

/**
 * Thrown when work was stopped: its thread was interrupted, as the stop button of a notebook does,
 * or the program ends. Its message is one line that says what was reached and how to resume; there
 * is no stack trace, for nothing is wrong.
 */
public final class StoppedException extends CancellationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with its message.
     *
     * @param reached what was reached, and how to go on
     */
    public StoppedException(String reached) {
        super(reached);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
