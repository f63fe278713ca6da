package org.sumcat.recipe;

import org.sumcat.data.Dataset;

/** The images that a recipe trains on: which ones, a seed decides; how many, recipe and data. */
public final class TrainingImages {
    private TrainingImages() {}

    /**
     * The number of training images per epoch.
     *
     * @throws IllegalArgumentException when the data does not suffice for the recipe
     */
    public static int count(Dataset data, Recipe recipe) {
        int all = data.train().count();
        int needed = recipe.validation() + Math.max(recipe.images(), recipe.batch());
        if (needed > all) {
            throw new IllegalArgumentException(
                    ("the recipe needs %s training images (%s to train on, at least a batch; %s held"
                                    + " out), but %s has %s; use fewer images or a smaller batch")
                            .formatted(
                                    needed,
                                    needed - recipe.validation(),
                                    recipe.validation(),
                                    data.name(),
                                    all));
        }
        if (recipe.images() > 0 && recipe.batch() > recipe.images()) {
            throw new IllegalArgumentException(
                    "batch must not exceed the images trained on, but is %s of %s; use a smaller one"
                            .formatted(recipe.batch(), recipe.images()));
        }
        int images = recipe.images() > 0 ? recipe.images() : all - recipe.validation();
        if (images % recipe.batch() == 1) {
            throw new IllegalArgumentException(
                    ("the last batch of a pass must have at least 2 images, for batch norm, but %s"
                                    + " images in batches of %s leave 1; use one image or batch"
                                    + " size more")
                            .formatted(images, recipe.batch()));
        }
        return images;
    }
}
