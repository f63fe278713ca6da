package org.sumcat.data;

/**
 * Thrown for bad or missing data. The message is one line that can be shown as it is: the rule, the
 * value found, the way out.
 */
public final class DataException extends RuntimeException {
    /** Creates an exception that says what is wrong, and the way out. */
    public DataException(String message) {
        super(message);
    }

    /** Creates an exception with its cause. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
