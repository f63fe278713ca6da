package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Format;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WordsTest {
    @Test
    void half_is_rounded_up_as_by_hand() {
        assertThat(Format.percent((0.8810 + 0.8811) / 2)).isEqualTo("88.11"); // 88.105
        assertThat(Format.fixed(2.675, 2)).isEqualTo("2.68"); // a double just below
        assertThat(Format.fixed(-0.001, 2)).isEqualTo("0.00");
    }

    @Test
    void differences_carry_their_sign() {
        assertThat(Format.signed(0.7)).isEqualTo("+0.70");
        assertThat(Format.signed(-0.7)).isEqualTo("-0.70");
        assertThat(Format.signed(-0.001)).isEqualTo("+0.00");
    }

    @Test
    void large_counts_are_short_and_small_ones_whole() {
        assertThat(Format.large(812_345)).isEqualTo("812,345");
        assertThat(Format.large(40_813_184)).isEqualTo("40.8 M");
        assertThat(Format.large(2_834_161_664L)).isEqualTo("2.83 G");
    }

    @Test
    void lists_read_aloud() {
        assertThat(Format.list(List.of("a"))).isEqualTo("a");
        assertThat(Format.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
        assertThat(Format.seeds(List.of(1L, 2L))).isEqualTo("seeds 1 and 2");
        assertThat(Format.many(1, "seed")).isEqualTo("1 seed");
    }

    @Test
    void a_recipe_says_all_that_decides_the_result() {
        assertThat(RecipeFormat.of(Recipe.quick(), 4000))
                .isEqualTo(
                        "3 epochs over 4,000 images of the default size of each network in"
                                + " batches of 64; SGD with"
                                + " Nesterov momentum 0.9 and weight decay 0.0005; one-cycle rate,"
                                + " up to 0.1 and down to nearly nothing; He start; random horizontal flips (half of the images); 1,000 other training images held out for validation; the test set evaluated once, after the last epoch");
        assertThat(RecipeFormat.of(Recipe.d2l(), 60_000))
                .isEqualTo(
                        "5 epochs over 60,000 images of 48 x 48 pixels in batches of 256; SGD;"
                                + " rate 0.1 throughout; Xavier start; the test set evaluated after every epoch, nothing chosen by it");
        assertThat(RecipeFormat.of(Recipe.inception(), 55_000))
                .isEqualTo(
                        "20 epochs over 55,000 images of the default size of each network"
                                + " in batches of 32; RMSProp; rate 0.045, times 0.94 after every fiftieth of the"
                                + " run; gradients clipped at norm 2; label smoothing 0.1; He"
                                + " start; random horizontal flips (half of the images);"
                                + " 5,000 other training images held out for validation; the test set evaluated once, after the last epoch");
    }

    @Test
    void numbers_are_the_same_in_every_language_setting() {
        var home = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Format.count(272_474)).isEqualTo("272,474");
            assertThat(Format.percent(0.5)).isEqualTo("50.00");
        } finally {
            Locale.setDefault(home);
        }
    }
}
