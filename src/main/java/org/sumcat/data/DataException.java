package org.sumcat.data;

/**
 * Bad or missing data. The message is one line that can be shown as it is: the rule, the value
 * found, the way out.
 */
public final class DataException extends RuntimeException {
    /** With what is wrong, and the way out. */
    public DataException(String message) {
        super(message);
    }

    /** The same, and what it came from. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
