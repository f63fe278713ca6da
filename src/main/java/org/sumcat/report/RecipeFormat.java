package org.sumcat.report;

import java.util.ArrayList;
import java.util.StringJoiner;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Format;

/** Descriptions of recipes in words. */
final class RecipeFormat {
    private RecipeFormat() {}

    /** A recipe described for people; {@code images} is the number in use. */
    static String of(Recipe recipe, int images) {
        var steps = new ArrayList<String>();
        steps.add(
                "%s over %s images of %s in batches of %s"
                        .formatted(
                                Format.many(recipe.epochs(), "epoch"),
                                Format.count(images),
                                size(recipe.side()),
                                Format.count(recipe.batch())));
        steps.add(optimizer(recipe) + momentum(recipe));
        steps.add(rate(recipe));
        if (recipe.clip() > 0) {
            steps.add("gradients clipped at norm " + Format.plain(recipe.clip()));
        }
        if (recipe.smoothing() > 0) {
            steps.add("label smoothing " + Format.plain(recipe.smoothing()));
        }
        steps.add(recipe.start() == Recipe.Start.HE ? "He start" : "Xavier start");
        if (recipe.flip()) {
            steps.add("random horizontal flips (half of the images)");
        }
        if (recipe.shift() > 0) {
            steps.add("random shifts by up to %s".formatted(Format.many(recipe.shift(), "pixel")));
        }
        if (recipe.validation() > 0) {
            steps.add(
                    Format.count(recipe.validation())
                            + " other training images held out for validation");
        }
        steps.add(
                recipe.testing() == Recipe.Testing.LAST_EPOCH
                        ? "the test set evaluated once, after the last epoch"
                        : "the test set evaluated after every epoch, nothing chosen by it");
        return String.join("; ", steps);
    }

    private static String size(int side) {
        return side == 0
                ? "the default size of each network"
                : "%s x %s pixels".formatted(side, side);
    }

    private static String optimizer(Recipe recipe) {
        return switch (recipe.optimizer()) {
            case SGD -> "SGD";
            case RMSPROP -> "RMSProp";
        };
    }

    private static String momentum(Recipe recipe) {
        var parts = new StringJoiner(" and ", " with ", "").setEmptyValue("");
        if (recipe.momentum() > 0) {
            parts.add(
                    (recipe.nesterov() ? "Nesterov momentum " : "momentum ")
                            + Format.plain(recipe.momentum()));
        }
        if (recipe.weightDecay() > 0) {
            parts.add("weight decay " + Format.plain(recipe.weightDecay()));
        }
        return parts.toString();
    }

    private static String rate(Recipe recipe) {
        var rate = Format.plain(recipe.rate());
        return switch (recipe.schedule()) {
            case CONSTANT -> "rate " + rate + " throughout";
            case STEPS ->
                    "rate "
                            + rate
                            + ", divided by 10 after half of the run and again after three quarters";
            case EXPONENTIAL -> "rate " + rate + ", times 0.94 after every fiftieth of the run";
            case ONE_CYCLE -> "one-cycle rate, up to " + rate + " and down to nearly nothing";
        };
    }
}
