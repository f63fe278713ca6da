package org.sumcat.recipe;

import java.util.Map;
import org.sumcat.keys.Components;
import org.sumcat.keys.Keys;

/**
 * The components of a recipe that can be set by name: in files, on the command line and in a
 * recipe's name.
 */
final class RecipeKeys {
    /** All components; those of later versions may be omitted where all others are required. */
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

    /** A copy with other values, recorded in its name. */
    static Recipe changed(Recipe recipe, Map<String, ?> changes) {
        var values = Components.of(recipe);
        RecipeName changed = RecipeName.parse(recipe.name());
        for (var change : changes.entrySet()) {
            String key = change.getKey();
            RecipeRules.require(
                    values.containsKey(key) && !key.equals("name"),
                    "a recipe has no '%s'; it has %s"
                            .formatted(key, String.join(", ", ALL.names())));
            values.put(key, typed(key, change.getValue()));
            changed = changed.with(key, change.getValue());
        }
        values.put("name", changed.toString());
        return Components.make(Recipe.class, values);
    }

    private static Object typed(String key, Object value) {
        return ALL.typed(key, value)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s of a recipe cannot be '%s'".formatted(key, value)));
    }

    /** A copy with another name. */
    static Recipe under(String other, Recipe recipe) {
        var values = Components.of(recipe);
        values.put("name", other);
        return Components.make(Recipe.class, values);
    }
}
