package org.sumcat.train;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a training leaves what another needs to go on, after each epoch but the last. */
interface Keeper {
    /** Nowhere. */
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
                    return "nothing of it is kept";
                }
            };

    /** Where to begin; null at the beginning. */
    @Nullable Checkpoint toGoOn(Training training);

    /** Whether it keeps anything. */
    default boolean keeps() {
        return true;
    }

    /** Another epoch is over. */
    void keep(Checkpoint checkpoint);

    /** The training is over; it will not be gone on with. */
    default void over() {}

    /**
     * The end of a line about a training that was stopped.
     *
     * @param epochs that are over
     */
    String howToGoOn(int epochs);

    /**
     * In a folder, for other processes, too.
     *
     * @param told gets a line where it goes on, and where it cannot
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
                        ? "no epoch was over, so nothing of it is kept"
                        : "the same training into %s goes on after epoch %s"
                                .formatted(folder, epochs);
            }
        };
    }
}
