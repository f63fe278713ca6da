package org.sumcat.train;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Storage for a training's checkpoints, after each epoch but the last. */
interface Keeper {
    /** A keeper that stores nothing. */
    Keeper NONE =
            new Keeper() {
                @Override
                public @Nullable Checkpoint toGoOn(Training training) {
                    return null;
                }

                @Override
                public boolean keeps() {
                    return false;
                }

                @Override
                public void keep(Checkpoint checkpoint) {}

                @Override
                public String howToGoOn(int epochs) {
                    return "nothing of it was saved";
                }
            };

    /** The checkpoint to resume from; null to begin. */
    @Nullable Checkpoint toGoOn(Training training);

    /** Returns whether anything is stored at all. */
    default boolean keeps() {
        return true;
    }

    /** Stores a checkpoint after an epoch. */
    void keep(Checkpoint checkpoint);

    /** Called when the training is over and will not be resumed. */
    default void over() {}

    /**
     * The end of a message about a stopped training.
     *
     * @param epochs that are over
     */
    String howToGoOn(int epochs);

    /**
     * A keeper that stores in a folder, also for other processes.
     *
     * @param told gets a line if it resumes, or cannot
     */
    static Keeper in(Path folder, Consumer<String> told) {
        return new Keeper() {
            @Override
            public @Nullable Checkpoint toGoOn(Training training) {
                return Checkpoint.toGoOn(training, folder, told);
            }

            @Override
            public void keep(Checkpoint checkpoint) {
                checkpoint.write(folder);
            }

            @Override
            public String howToGoOn(int epochs) {
                return epochs == 0
                        ? "no epoch was finished, so nothing of it was saved"
                        : "the same training in %s resumes after epoch %s"
                                .formatted(folder, epochs);
            }
        };
    }
}
