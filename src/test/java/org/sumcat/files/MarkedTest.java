package org.sumcat.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.recipe.RecipeFile;

/** Recipes as editors save them, and as people write them who come from another kit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkedTest {
    @TempDir private Path folder;

    private Path recipe(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void a_recipe_of_Notepad_or_PowerShell_is_read() throws IOException {
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            byte[] toml = "\ufeffbase = \"quick\"\r\nepochs = 7\r\n".getBytes(charset);
            assertThat(RecipeFile.read(recipe("a.toml", toml)).epochs()).isEqualTo(7);
            byte[] json = "\ufeff{\"base\": \"quick\", \"epochs\": 7}".getBytes(charset);
            assertThat(RecipeFile.read(recipe("a.json", json)).epochs()).isEqualTo(7);
        }
        assertThatThrownBy(() -> RecipeFile.read(recipe("l.toml", "# \u00fc".getBytes(ISO_8859_1))))
                .hasMessageContaining("must be text in UTF-8")
                .hasMessageContaining("l.toml");
    }

    @ParameterizedTest
    @CsvSource({
        "lr, rate",
        "learning_rate, rate",
        "batch_size, batch",
        "batchSize, batch",
        "num_epochs, epochs",
        "weight_decay, weightDecay",
        "label_smoothing, smoothing",
        "lr_scheduler, schedule",
        "optim, optimizer"
    })
    void a_name_of_another_kit_is_answered_with_ours(String theirs, String ours)
            throws IOException {
        byte[] toml = "base = \"quick\"\n%s = 1\n".formatted(theirs).getBytes(UTF_8);
        assertThatThrownBy(() -> RecipeFile.read(recipe("k.toml", toml)))
                .hasMessageContaining("k.toml:2: a recipe has no key '%s'", theirs)
                .hasMessageEndingWith("; did you mean %s?".formatted(ours));
    }

    @Test
    void what_is_nested_too_deep_or_too_long_is_one_line() throws IOException {
        String deep = "{\"rate\": " + "[".repeat(100_000);
        assertThatThrownBy(() -> RecipeFile.read(recipe("d.json", deep.getBytes(UTF_8))))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("d.json:1: a value of a recipe must be a plain one");
        String list = "rate = " + "[".repeat(100_000);
        assertThatThrownBy(() -> RecipeFile.read(recipe("d.toml", list.getBytes(UTF_8))))
                .hasMessageContaining("d.toml:1: a value of a recipe must be a plain one");
        String number = "{\"base\": \"quick\",\n\"epochs\": " + "9".repeat(5000) + "}";
        assertThatThrownBy(() -> RecipeFile.read(recipe("n.json", number.getBytes(UTF_8))))
                .hasMessageContaining("n.json:2: ")
                .hasMessageContaining("100 digits");
    }
}
