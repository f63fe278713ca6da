package org.sumcat.terminal;

/**
 * The number of processors that Java counts: in a container its quota, whatever the machine has.
 */
public final class Processors {
    private Processors() {}

    /** Warns of more threads than processors; a plan may be for another machine. */
    public static void warn(int threads) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (threads > processors) {
            Common.say(
                    "%s threads on %s processor%s take turns and wait for each other: a step takes longer than with --threads %s, many times longer beside other programs"
                            .formatted(
                                    threads, processors, processors == 1 ? "" : "s", processors));
        }
    }
}
