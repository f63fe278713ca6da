package org.sumcat.recipe;

import org.sumcat.keys.Keys;

/** What of a recipe can be set by name, in files, on the command line and in what it is called. */
final class RecipeKeys {
    /** All components; those of later versions may be left out where all others must be given. */
    static final Keys<Recipe> ALL =
            Keys.of(Recipe.quick())
                    .key("name")
                    .key("epochs")
                    .key("batch")
                    .key("rate")
                    .key("schedule")
                    .key("optimizer")
                    .key("momentum")
                    .key("nesterov")
                    .key("weightDecay")
                    .key("clip")
                    .key("smoothing")
                    .key("start")
                    .key("flip")
                    .option("shift")
                    .key("side")
                    .key("images")
                    .key("validation")
                    .key("testing");

    private RecipeKeys() {}
}
