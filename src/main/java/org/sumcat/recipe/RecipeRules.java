package org.sumcat.recipe;

import org.sumcat.recipe.Recipe.Optimizer;

/** Validation of a recipe's values. */
final class RecipeRules {
    private static final int MOST_EPOCHS = 100_000;
    private static final int MOST_IMAGES = 60_000; // of Fashion-MNIST
    private static final int MOST_SHIFT = 14;

    private RecipeRules() {}

    static void requireSteps(int epochs, int batch, float rate) {
        require(epochs >= 1, "epochs must be at least 1, but was " + epochs);
        require(
                epochs <= MOST_EPOCHS,
                "epochs must be at most %s (300 is the longest published here), but was %s"
                        .formatted(MOST_EPOCHS, epochs));
        require(batch >= 2, "batch must be at least 2, for batch norm, but was " + batch);
        require(
                batch <= MOST_IMAGES,
                "batch must be at most %s (the training images that there are), but was %s"
                        .formatted(MOST_IMAGES, batch));
        require(rate > 0 && rate <= 10, "rate must lie above 0 and up to 10, but was " + rate);
    }

    static void requireOptimizer(
            Optimizer optimizer, float momentum, boolean nesterov, float weightDecay, float clip) {
        require(
                momentum >= 0 && momentum < 1,
                "momentum must lie from 0 to below 1, but was " + momentum);
        require(!nesterov || momentum > 0, "nesterov needs a momentum above 0, but it was 0");
        require(
                weightDecay >= 0 && weightDecay < 1,
                "weightDecay must lie from 0 to below 1, but was " + weightDecay);
        require(
                !nesterov || optimizer == Optimizer.SGD,
                "nesterov needs the optimizer SGD, but it was " + optimizer);
        require(clip >= 0, "clip must be at least 0 (0 for none), but was " + clip);
    }

    static void requireImages(float smoothing, int shift, int side, int images, int validation) {
        require(
                smoothing >= 0 && smoothing < 1,
                "smoothing must lie from 0 to below 1, but was " + smoothing);
        require(
                shift >= 0 && shift <= MOST_SHIFT,
                "shift must lie from 0 (for none) to %s pixels, half of an image, but was %s"
                        .formatted(MOST_SHIFT, shift));
        require(
                side == 0 || (side >= 8 && side <= 512),
                "side must lie from 8 to 512 pixels (0: the network's default), but was " + side);
        require(images >= 0, "images must be at least 0 (0 for all), but was " + images);
        require(validation >= 0, "validation must be at least 0, but was " + validation);
    }

    static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
