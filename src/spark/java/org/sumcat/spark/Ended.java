package org.sumcat.spark;

import java.io.Serializable;

/**
 * How a task ended.
 *
 * @param task its number in the plan
 * @param host where it ran
 * @param exit status of its process
 * @param last line that it wrote, to either stream
 */
record Ended(int task, String host, int exit, String last) implements Serializable {
    String line() {
        return "task %s on %s: %s%s"
                .formatted(
                        task, host, exit == 0 ? "" : "exit %s, ".formatted(exit), last);
    }
}
