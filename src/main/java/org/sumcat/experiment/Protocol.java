package org.sumcat.experiment;

import java.util.List;
import java.util.stream.LongStream;
import org.sumcat.recipe.Recipe;

/**
 * The training protocol of an effect: recipe and seeds.
 *
 * @param recipe the same for all, but for what the effect itself varies
 * @param seeds how many times each is trained, 1 to 100
 * @param firstSeed seeds count from this one on; another one repeats an effect with fresh seeds
 */
public record Protocol(Recipe recipe, int seeds, long firstSeed) {
    public Protocol {
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException("--seeds must be from 1 to 100, but was " + seeds);
        }
    }

    /** Creates a protocol with seeds from 1. */
    public Protocol(Recipe recipe, int seeds) {
        this(recipe, seeds, 1);
    }

    /** Returns a copy with another recipe. */
    public Protocol withRecipe(Recipe other) {
        return new Protocol(other, seeds, firstSeed);
    }

    /** Returns a copy with another number of seeds. */
    public Protocol withSeeds(int other) {
        return new Protocol(recipe, other, firstSeed);
    }

    /** Returns a copy whose seeds begin elsewhere. */
    public Protocol withFirstSeed(long other) {
        return new Protocol(recipe, seeds, other);
    }

    /** The seeds, from the first upwards. */
    public List<Long> eachSeed() {
        return LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
    }
}
