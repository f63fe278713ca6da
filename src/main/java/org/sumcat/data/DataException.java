package org.sumcat.data;

/**
 * Bad or missing data. The message is one line that can be shown as it is: the rule, the value
 * found, the way out.
 */
public final class DataException extends RuntimeException {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
