package org.sumcat.experiment;

import java.util.List;
import java.util.stream.LongStream;
import org.sumcat.recipe.Recipe;

/**
 * How the networks of an effect are trained.
 *
 * @param recipe the same for all, but for what the effect itself varies
 * @param seeds how many times each is trained, with seeds from 1, 1 to 100
 */
public record Protocol(Recipe recipe, int seeds) {
    public Protocol {
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException("--seeds must be from 1 to 100, but was " + seeds);
        }
    }

    /** The same with another recipe. */
    public Protocol withRecipe(Recipe other) {
        return new Protocol(other, seeds);
    }

    /** The same with another number of seeds. */
    public Protocol withSeeds(int other) {
        return new Protocol(recipe, other);
    }

    /** The seeds themselves, 1 and up. */
    public List<Long> eachSeed() {
        return LongStream.rangeClosed(1, seeds).boxed().toList();
    }
}
