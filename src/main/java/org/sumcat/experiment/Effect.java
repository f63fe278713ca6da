package org.sumcat.experiment;

import java.util.Optional;
import org.sumcat.report.Finding;

/**
 * A small experiment with a name and settings. The implementations are records whose components are
 * its settings; with their usual values each takes less than three minutes on two cores.
 */
public interface Effect {
    /** The name as typed, {@code connections}. */
    String name();

    /** The question that it answers, in one sentence. */
    String question();

    /** The default training protocol; empty for an effect that trains nothing. */
    default Optional<Protocol> protocol() {
        return Optional.empty();
    }

    /**
     * Returns whether the effect can read a sweep instead of training: {@link Setup#finished()}.
     */
    default boolean readsFinishedRuns() {
        return false;
    }

    /**
     * Runs the experiment and states the result.
     *
     * @throws IllegalArgumentException when the data does not suffice, before anything is trained
     */
    Finding measure(Setup setup);

    /** The name with the settings that differ from the defaults, as typed. */
    String spec();
}
