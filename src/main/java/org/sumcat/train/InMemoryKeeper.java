package org.sumcat.train;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A keeper in memory, which forgets a training when it is over.
 *
 * @param identity of the training
 * @param checkpoints of all trainings, by their identities
 * @param again how to resume: {@code run this cell again}
 * @param told gets a line if the training resumes
 */
record InMemoryKeeper(
        String identity, Map<String, Checkpoint> checkpoints, String again, Consumer<String> told)
        implements Keeper {

    @Override
    public @Nullable Checkpoint toGoOn(Training training) {
        Checkpoint there = checkpoints.get(identity); // kept: it may be stopped again
        if (there != null) {
            told.accept(
                    "%s: resumes after epoch %s of %s"
                            .formatted(
                                    training.network().spec(),
                                    there.head().history().size(),
                                    training.recipe().epochs()));
        }
        return there;
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        checkpoints.put(identity, checkpoint);
    }

    @Override
    public void over() {
        checkpoints.remove(identity);
    }

    @Override
    public String howToGoOn(int epochs) {
        return epochs == 0
                ? again + " to start over"
                : "%s to resume after epoch %s".formatted(again, epochs);
    }
}
