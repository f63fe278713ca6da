package org.sumcat.experiment;

import java.util.Optional;
import org.sumcat.report.Finding;

/**
 * A small experiment with a name. The implementations are records whose components are its
 * settings; with their usual values each takes less than three minutes on two cores.
 */
public interface Effect {
    /** As it is asked for, {@code connections}. */
    String name();

    /** What it finds out, a question in one sentence. */
    String question();

    /**
     * How its networks are trained unless a {@link Setup} says otherwise; empty for an effect that
     * trains none.
     */
    default Optional<Protocol> protocol() {
        return Optional.empty();
    }

    /** Whether it can take the runs of a sweep instead of training: {@link Setup#finished()}. */
    default boolean readsFinishedRuns() {
        return false;
    }

    /**
     * Trains, counts and measures what there is to, and reads the result.
     *
     * @throws IllegalArgumentException when the data does not suffice, before anything is trained
     */
    Finding measure(Setup setup);

    /** The name with the settings that differ from the usual ones, as it is asked for. */
    String spec();
}
