package org.sumcat.sweep;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.sumcat.device.Compute;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Training;

/** Counts of the trainings of a plan: those that differ in the seed alone are counted once. */
final class Counted {
    private final Map<Kind, Counts> counts = new HashMap<>();

    /** A training without its seed. */
    private record Kind(Network network, Recipe recipe, String dataSha256, Compute compute) {}

    /**
     * Counts that no seed changes.
     *
     * @param images training images in an epoch
     * @param identities of the runs, by seed
     */
    record Counts(NetworkSummary anatomy, int images, LongFunction<String> identities) {}

    /**
     * The counts of a training.
     *
     * @throws IllegalArgumentException as {@link Training#check()} does
     */
    Counts of(Training training) {
        var kind =
                new Kind(
                        training.network(),
                        training.recipe(),
                        training.data().sha256(),
                        training.compute());
        return counts.computeIfAbsent(kind, each -> count(training));
    }

    /** The task of a training, with its number in the plan. */
    Plan.Task task(int number, Training training) {
        Counts counts = of(training);
        return new Plan.Task(
                number,
                training.network(),
                training.recipe().name(),
                training.seed(),
                counts.anatomy().macs(),
                counts.images(),
                training.recipe().epochs(),
                counts.identities().apply(training.seed()));
    }

    private static Counts count(Training training) {
        NetworkSummary anatomy = training.anatomy();
        return new Counts(anatomy, training.images(), training.identities(anatomy));
    }
}
