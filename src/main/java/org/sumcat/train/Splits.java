package org.sumcat.train;

import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.data.Split;
import org.sumcat.recipe.Recipe;

/** The training images of a recipe, and those that it holds out, if any. */
record Splits(Images train, @Nullable Images validation) {

    static Splits of(Dataset data, Recipe recipe, long seed) {
        Images all = data.train();
        int needed = recipe.validation() + Math.max(recipe.images(), recipe.batch());
        if (needed > all.count()) {
            throw new IllegalArgumentException(
                    ("the recipe needs %s training images (%s to train on, at least a batch; %s held"
                                    + " out), but %s has %s; use fewer images or a smaller batch")
                            .formatted(
                                    needed,
                                    needed - recipe.validation(),
                                    recipe.validation(),
                                    data.name(),
                                    all.count()));
        }
        if (recipe.images() > 0 && recipe.batch() > recipe.images()) {
            throw new IllegalArgumentException(
                    "batch must not exceed the images trained on, but is %s of %s; use a smaller one"
                            .formatted(recipe.batch(), recipe.images()));
        }
        Split split = Split.of(all, recipe.validation(), seed);
        Images train = all.select(split.train());
        if (recipe.images() > 0 && recipe.images() < train.count()) {
            train = train.select(Split.of(train, recipe.images(), seed).validation());
        }
        if (train.count() % recipe.batch() == 1) {
            throw new IllegalArgumentException(
                    ("the last batch of a pass must have at least 2 images, for batch norm, but %s"
                                    + " images in batches of %s leave 1; use one image or batch"
                                    + " size more")
                            .formatted(train.count(), recipe.batch()));
        }
        return new Splits(train, recipe.validation() == 0 ? null : all.select(split.validation()));
    }
}
