package org.sumcat.recipe;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.sumcat.recipe.Recipe.Optimizer;
import org.sumcat.recipe.Recipe.Start;
import org.sumcat.recipe.Recipe.Testing;

/** The named recipes; {@link Recipe} documents their origins. */
final class NamedRecipes {
    private NamedRecipes() {}

    static Recipe quick() {
        return new Recipe(
                "quick",
                3,
                64,
                0.1f,
                Schedule.ONE_CYCLE,
                Optimizer.SGD,
                0.9f,
                true,
                5e-4f,
                0,
                0,
                Start.HE,
                true,
                0,
                0,
                4000,
                1000,
                Testing.LAST_EPOCH);
    }

    static Recipe d2l() {
        return RecipeKeys.under(
                "d2l",
                sprint().with("batch", 256)
                        .with("rate", 0.1f)
                        .with("schedule", Schedule.CONSTANT)
                        .with("nesterov", false)
                        .with("momentum", 0f)
                        .with("weightDecay", 0f)
                        .with("start", Start.XAVIER)
                        .with("flip", false)
                        .with("testing", Testing.EVERY_EPOCH));
    }

    static Recipe sprint() {
        return RecipeKeys.under(
                "sprint",
                quick().withEpochs(5)
                        .withBatch(128)
                        .withRate(0.2f)
                        .withSide(48)
                        .withImages(0)
                        .withValidation(0));
    }

    static Recipe paper() {
        return RecipeKeys.under(
                "paper",
                quick().withEpochs(300)
                        .with("schedule", Schedule.STEPS)
                        .with("weightDecay", 1e-4f)
                        .with("shift", 4)
                        .withImages(0)
                        .withValidation(5000));
    }

    static Recipe inception() {
        return RecipeKeys.under(
                "inception",
                quick().withEpochs(20)
                        .withBatch(32)
                        .withRate(0.045f)
                        .with("schedule", Schedule.EXPONENTIAL)
                        .with("nesterov", false)
                        .with("momentum", 0f)
                        .with("optimizer", Optimizer.RMSPROP)
                        .with("weightDecay", 0f)
                        .with("clip", 2f)
                        .with("smoothing", 0.1f)
                        .withImages(0)
                        .withValidation(5000));
    }

    static List<Recipe> all() {
        return List.of(quick(), d2l(), sprint(), paper(), inception());
    }

    static Recipe named(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a recipe must be one of %s, or a file that ends in .toml"
                                                        .formatted(names())
                                                + " or .json, but was '%s'".formatted(name)));
    }

    private static String names() {
        return all().stream().map(Recipe::name).collect(joining(", "));
    }
}
