package org.sumcat.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipeNameTest {
    @Test
    void a_recipe_is_a_base_and_changes_the_last_of_each_component_last() {
        Recipe recipe = Recipe.quick().withEpochs(2).withRate(0.05f).withEpochs(4);
        assertThat(recipe.base()).isEqualTo("quick");
        assertThat(recipe.changes()).containsExactly(entry("rate", "0.05"), entry("epochs", "4"));
        assertThat(recipe.name()).isEqualTo("quick, rate=0.05, epochs=4");
        assertThat(recipe.nameWithout("epochs")).isEqualTo("quick, rate=0.05");
    }

    @Test
    void a_name_of_a_record_is_read_back() {
        for (String name :
                new String[] {
                    "paper",
                    "quick, epochs=2, weightDecay=1.0E-4, schedule=ONE_CYCLE, flip=false",
                    "mine@5f0c2a91, epochs=3",
                }) {
            assertThat(RecipeName.parse(name)).hasToString(name);
        }
        assertThat(RecipeName.parse("mine@5f0c2a91, epochs=3").base()).isEqualTo("mine@5f0c2a91");
    }

    /** The regex of 0.1.0 cut the hash off with it. */
    @Test
    void what_only_looks_like_a_change_in_the_name_of_a_file_is_none() {
        var name = RecipeName.parse("slow, epochs=9@5f0c2a91").with("epochs", 3);
        assertThat(name).hasToString("slow, epochs=9@5f0c2a91, epochs=3");
        assertThat(RecipeName.parse("a, colour=red").changes()).isEmpty();
    }
}
