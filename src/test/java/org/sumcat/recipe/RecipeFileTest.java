package org.sumcat.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipeFileTest {
    private static final Path EXAMPLE = Path.of("data/recipes/example.toml");

    @TempDir private Path folder;

    @Test
    void the_example_is_quick_with_three_changes() {
        assertThat(RecipeFile.read(EXAMPLE))
                .isEqualTo(Recipe.quick().withEpochs(5).withBatch(32).withRate(0.05f));
    }

    @Test
    void the_example_has_every_key_with_the_value_of_quick() throws IOException {
        String all = Files.readString(EXAMPLE).replaceAll("(?m)^# (\\w+ = )", "$1");
        Path file =
                file(
                        "all.toml",
                        all.replace("base = \"quick\"", "")
                                        .replaceAll("(?m)^(epochs|batch|rate) =.*$", "")
                                + "\nepochs = 3\nbatch = 64\nrate = 0.1\n");
        var quick = Recipe.quick();
        var read = RecipeFile.read(file);
        assertThat(read.name()).matches("mine@[0-9a-f]{8}");
        assertThat(read).usingRecursiveComparison().ignoringFields("name").isEqualTo(quick);
    }

    @Test
    void TOML_and_JSON_say_the_same() throws IOException {
        Path toml = file("a.toml", "base = \"sprint\"\nweightDecay = 1e-4\nflip = false\n");
        Path json =
                file("b.json", "{\"base\": \"sprint\", \"weightDecay\": 1e-4, \"flip\": false}");
        assertThat(RecipeFile.read(toml))
                .isEqualTo(RecipeFile.read(json))
                .isEqualTo(Recipe.sprint().with("weightDecay", 1e-4f).with("flip", false));
    }

    @Test
    void a_value_that_changes_nothing_is_no_change() throws IOException {
        Path file = file("same.toml", "base = \"quick\"\nepochs = 3\nrate = 0.1\n");
        assertThat(RecipeFile.read(file)).isEqualTo(Recipe.quick());
    }

    @Test
    void a_shift_may_be_left_out_and_is_no_shift() throws IOException {
        var mapper = new ObjectMapper();
        Path still = file("still.json", mapper.writeValueAsString(Recipe.d2l()));
        assertThat(Files.readString(still)).doesNotContain("shift");
        assertThat(RecipeFile.read(still).shift()).isZero();
        Path moved = file("moved.json", mapper.writeValueAsString(Recipe.paper()));
        assertThat(RecipeFile.read(moved).shift()).isEqualTo(4);
        Path base = file("base.toml", "base = \"paper\"\nshift = 0\n");
        assertThat(RecipeFile.read(base).name()).isEqualTo("paper, shift=0");
        Path named = file("named.toml", "base = \"paper\"\nname = \"mine\"\n");
        assertThat(RecipeFile.read(named).shift()).isEqualTo(4);
    }

    @Test
    void a_name_of_its_own_tells_the_content_and_not_the_place() throws IOException {
        String text = "base = \"quick\"\nname = \"mine\"\nepochs = 4\n";
        var here = RecipeFile.read(file("here.toml", text));
        assertThat(here.name()).matches("mine@[0-9a-f]{8}");
        assertThat(RecipeFile.read(file("there.toml", text))).isEqualTo(here);
        assertThat(RecipeFile.read(file("other.toml", text.replace('4', '5'))).name())
                .startsWith("mine@")
                .isNotEqualTo(here.name());
    }

    @Test
    void the_recipe_of_a_record_is_a_recipe_file() throws IOException {
        var named = RecipeFile.read(file("a.toml", "base = \"paper\"\nname = \"mine\"\nclip = 2"));
        Path record = file("recipe.json", new ObjectMapper().writeValueAsString(named));
        assertThat(RecipeFile.read(record)).isEqualTo(named);
    }

    @Test
    void rules_that_hold_between_two_values_see_both() throws IOException {
        Path file = file("plain.toml", "base = \"quick\"\nmomentum = 0\nnesterov = false\n");
        assertThat(RecipeFile.read(file).momentum()).isZero();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    epoch = 5 | a recipe has no key 'epoch'; did you mean epochs?
                    [xyz] | a recipe has no key 'xyz'; it has base, name, epochs, batch, rate, schedule, optimizer, momentum, nesterov, weightDecay, clip, smoothing, start, flip, shift, side, images, validation, testing
                    batch = 1 | batch must be at least 2, for batch norm, but was 1
                    epochs = 2.5 | epochs must be a whole number, but was 2.5
                    epochs = 3000000000 | epochs must be a whole number, but was 3000000000
                    epochs = [1, 2] | epochs must be a whole number, but was a table or list
                    rate = "fast" | rate must be a number, but was 'fast'
                    rate = inf | rate must be a number, but was Infinity
                    flip = 1 | flip must be true or false, but was 1
                    name = "" | a recipe must have a name in one line, or none of its own
                    schedule = "cosine" | schedule must be one of constant, steps, exponential, one-cycle, but was 'cosine'
                    momentum = 0 | nesterov needs a momentum above 0, but it was 0
                    optimizer = "rmsprop" | nesterov needs the optimizer SGD, but it was RMSPROP
                    """)
    void what_is_wrong_is_refused_with_its_line(String line, String message) throws IOException {
        Path file = file("wrong.toml", "# mine\nbase = \"quick\"\n" + line + "\n");
        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ":3: " + message);
    }

    @Test
    void what_is_wrong_in_JSON_is_refused_with_its_line() throws IOException {
        Path key = file("key.json", "{\n  \"base\": \"quick\",\n  \"bacth\": 32\n}");
        assertThatThrownBy(() -> RecipeFile.read(key))
                .hasMessage(key + ":3: a recipe has no key 'bacth'; did you mean batch?");
        Path none = file("none.json", "{\n\n  \"base\": null\n}");
        assertThatThrownBy(() -> RecipeFile.read(none))
                .hasMessage(none + ":3: base must be words in quotes, but was null");
        Path broken = file("broken.json", "{\n  \"base\": quick\n}");
        assertThatThrownBy(() -> RecipeFile.read(broken))
                .hasMessageStartingWith(broken + ":2: a recipe file must be JSON, but is not: ");
        Path twice = file("twice.json", "{\"base\": \"quick\",\n \"base\": \"d2l\"}");
        assertThatThrownBy(() -> RecipeFile.read(twice)).hasMessageStartingWith(twice + ":2: ");
        Path list = file("list.json", "[]");
        assertThatThrownBy(() -> RecipeFile.read(list))
                .hasMessage(list + ":1: a recipe file must be one JSON object, in braces");
    }

    @Test
    void brackets_in_comments_and_quotes_are_no_nesting() throws IOException {
        String many = "[".repeat(50);
        for (String harmless :
                List.of(
                        "# " + many,
                        "name = \"" + many + "\"",
                        "name = 'it\\" + many + "'",
                        "name = \"a\\\"" + many + "\" # " + many)) {
            Path file = file("harmless.toml", "base = \"quick\"\n" + harmless + "\nepochs = 4\n");
            assertThat(RecipeFile.read(file).epochs()).isEqualTo(4);
        }
    }

    @Test
    void deep_nesting_is_refused_with_its_line_wherever_quotes_try_to_hide_it() throws IOException {
        String many = "[".repeat(5000);
        for (String hidden :
                List.of(
                        "x = " + many,
                        "x = 'open\nx = " + many,
                        "x = \"open\\\nx = " + many,
                        "x = [\"\"\"a\"\"\"\", " + many,
                        "x = ['''a''''', " + many,
                        "x = [\"\", '', " + many,
                        "x = ['\\', " + many)) {
            Path file = file("deep.toml", "base = \"quick\"\n" + hidden + "\n");
            assertThatThrownBy(() -> RecipeFile.read(file))
                    .as(hidden.substring(0, 15))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(?s).*:[23]: .*is nested more than 20 deep");
        }
    }

    @Test
    void a_file_that_is_no_TOML_is_refused_with_its_line() throws IOException {
        Path file = file("broken.toml", "base = \"quick\"\nepochs 5\n");
        assertThatThrownBy(() -> RecipeFile.read(file))
                .hasMessageStartingWith(file + ":2: a recipe file must be TOML, but is not: ");
        Path twice = file("twice.toml", "base = \"quick\"\n\nbase = \"d2l\"\n");
        assertThatThrownBy(() -> RecipeFile.read(twice)).hasMessageStartingWith(twice + ":3: ");
    }

    @Test
    void an_unknown_base_is_refused_with_those_that_exist() throws IOException {
        Path file = file("base.toml", "base = \"quik\"\n");
        assertThatThrownBy(() -> RecipeFile.read(file))
                .hasMessageStartingWith(file + ":1: a recipe must be one of quick, d2l, sprint");
    }

    /** Each key but base, which is what is missing. */
    static String[] keys() {
        return Arrays.stream(Recipe.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(key -> !key.equals("shift")) // which records leave out where it is 0
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void without_a_base_no_key_may_be_missing(String key) throws IOException {
        ObjectNode tree = new ObjectMapper().valueToTree(Recipe.d2l());
        tree.remove(key);
        Path file = file("part.json", tree.toString());
        assertThatThrownBy(() -> RecipeFile.read(file))
                .hasMessage(
                        file
                                + ": a recipe without a base must have every key, but lacks "
                                + key
                                + "; add base = \"quick\"");
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        Path file = folder.resolve("none.toml");
        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a recipe file must be readable text, but %s is not (NoSuchFileException);"
                                        .formatted(file)
                                + " name another");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
