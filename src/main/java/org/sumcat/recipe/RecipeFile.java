package org.sumcat.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sumcat.files.KeyFile;
import org.sumcat.files.Sha256;
import org.sumcat.keys.Components;
import org.sumcat.keys.Nearest;

/**
 * Recipe files, TOML or JSON, whose keys are the components of {@link Recipe}; {@code data/recipes}
 * of the repository explains them.
 *
 * <p>{@code base = "quick"} begins with a named recipe, and the other keys change it; without,
 * every key must be there but those that records leave out at their default. What the recipe is
 * called says what is in it, never where it lay: {@code quick, epochs=5} is the same as that recipe
 * changed on the command line, and a name of its own gets a hash of the content, {@code
 * mine@5f0c2a91}.
 */
public final class RecipeFile {
    private static final String BASE = "base";
    private static final String NAME = "name";
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]{8}$");

    private static final int HASH_DIGITS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecipeFile() {}

    /** Returns whether a name denotes a recipe file rather than a named recipe. */
    public static boolean named(String name) {
        return name.endsWith(".toml") || name.endsWith(".json");
    }

    /** The keys that a recipe can have. */
    public static List<String> keys() {
        return RecipeKeys.ALL.names();
    }

    /**
     * Reads a recipe from its file.
     *
     * @throws IllegalArgumentException {@code FILE:LINE: rule, value found, way out} if the file
     *     cannot be read, has a key that does not exist (with the nearest that does), lacks one, or
     *     has a value that a recipe refuses
     */
    public static Recipe read(Path file) {
        KeyFile keys = KeyFile.read(file);
        requireKnown(keys);
        boolean based = keys.has(BASE);
        if (!based) {
            requireAll(keys);
        }
        Recipe base = based ? base(keys) : Recipe.quick();
        var changes = new LinkedHashMap<String, Object>();
        var usual = Components.of(base);
        for (String key : RecipeKeys.ALL.names()) {
            if (keys.has(key) && !key.equals(NAME)) {
                Object value = typed(keys, key);
                if (!value.equals(usual.get(key))) {
                    changes.put(key, value);
                }
            }
        }
        Recipe recipe = changed(base, changes, keys);
        if (!keys.has(NAME)) {
            return recipe;
        }
        String name = (String) typed(keys, NAME);
        if (name.isBlank() || name.contains("\n")) {
            throw keys.refused(NAME, "a recipe must have a name in one line, or none of its own");
        }
        return called(recipe, HASH.matcher(name.strip()).replaceFirst(""));
    }

    /**
     * A recipe named after its file, with the hash of its content, which is independent of the
     * path.
     */
    private static Recipe called(Recipe recipe, String other) {
        ObjectNode content = JSON.valueToTree(recipe);
        content.remove("name");
        String hash = Sha256.of(content.toString().getBytes(UTF_8)).substring(0, HASH_DIGITS);
        return RecipeKeys.under("%s@%s".formatted(other, hash), recipe);
    }

    private static void requireKnown(KeyFile keys) {
        var known = new ArrayList<>(List.of(BASE));
        known.addAll(RecipeKeys.ALL.names());
        for (String key : keys.entries().keySet()) {
            if (!known.contains(key)) {
                String near = Nearest.to(key, known);
                throw keys.refused(
                        key,
                        "a recipe has no key '%s'%s"
                                .formatted(
                                        key,
                                        near.isEmpty()
                                                ? "; it has " + String.join(", ", known)
                                                : near));
            }
        }
    }

    private static void requireAll(KeyFile keys) {
        String missing =
                RecipeKeys.ALL.names().stream()
                        .filter(key -> !RecipeKeys.ALL.isOption(key) && !keys.has(key))
                        .collect(joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: a recipe without a base must have every key, but lacks %s; add base = \"quick\""
                            .formatted(keys.file(), missing));
        }
    }

    private static Recipe base(KeyFile keys) {
        Object value = keys.value(BASE);
        if (!(value instanceof String name)) {
            throw keys.refused(BASE, refusal(BASE, "words in quotes", value));
        }
        try {
            return Recipe.named(name);
        } catch (IllegalArgumentException e) {
            throw keys.refused(BASE, String.valueOf(e.getMessage()));
        }
    }

    /** The changed recipe; an error about a value names the line of its key. */
    private static Recipe changed(Recipe base, Map<String, Object> changes, KeyFile keys) {
        try {
            return base.with(changes);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String key =
                    changes.keySet().stream()
                            .filter(k -> Pattern.compile("\\b" + k + "\\b").matcher(message).find())
                            .findFirst()
                            .orElseThrow(() -> e);
            throw keys.refused(key, message);
        }
    }

    /** A key's value converted to the component's type. */
    private static Object typed(KeyFile keys, String key) {
        Object value = keys.value(key);
        return RecipeKeys.ALL
                .typed(key, value)
                .orElseThrow(
                        () -> keys.refused(key, refusal(key, RecipeKeys.ALL.kind(key), value)));
    }

    private static String refusal(String key, String takes, Object value) {
        return "%s must be %s, but was %s".formatted(key, takes, shown(value));
    }

    private static String shown(Object value) {
        return value instanceof String ? "'%s'".formatted(value) : String.valueOf(value);
    }
}
