package org.sumcat.train;

import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.data.Split;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.TrainingImages;

/** The training images of a recipe, and those that it holds out, if any. */
record Splits(Images train, @Nullable Images validation) {

    static Splits of(Dataset data, Recipe recipe, long seed) {
        Images all = data.train();
        int images = TrainingImages.count(data, recipe);
        if (recipe.validation() == 0 && images == all.count()) {
            return new Splits(all, null);
        }
        Split split = Split.of(all, recipe.validation(), seed);
        Images train = all.select(split.train());
        if (images < train.count()) {
            train = train.select(Split.of(train, images, seed).validation());
        }
        return new Splits(train, recipe.validation() == 0 ? null : all.select(split.validation()));
    }
}
