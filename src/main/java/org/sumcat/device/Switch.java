package org.sumcat.device;

import org.jspecify.annotations.Nullable;

/** An environment variable as a switch: 1 is on, 0 is off, and anything else is refused. */
final class Switch {
    private Switch() {}

    static boolean isOn(String variable, boolean usually) {
        return isOn(variable, System.getenv(variable), usually);
    }

    static boolean isOn(String variable, @Nullable String value, boolean usually) {
        if ((value == null) || value.isEmpty()) {
            return usually;
        }
        if (!value.equals("0") && !value.equals("1")) {
            throw new IllegalArgumentException(
                    "%s must be 0 (off) or 1 (on), but was '%s'".formatted(variable, value));
        }
        return value.equals("1");
    }
}
