package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.recipe.Recipe;
import org.sumcat.recipe.TrainingImages;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SplitsTest {
    private static final Dataset DRAWN = DrawnSet.draw(200, 20, 1);

    /** 0 images are all that are not held out. */
    @ParameterizedTest
    @CsvSource({"0, 0, 200", "0, 30, 170", "64, 0, 64", "64, 30, 64", "170, 30, 170"})
    void the_number_of_images_is_known_before_any_is_drawn(
            int images, int validation, int expected) {
        Recipe recipe = Recipe.quick().withBatch(16).withImages(images).withValidation(validation);
        assertThat(TrainingImages.count(DRAWN, recipe)).isEqualTo(expected);
        for (long seed = 1; seed <= 3; seed++) {
            Splits splits = Splits.of(DRAWN, recipe, seed);
            assertThat(splits.train().count()).isEqualTo(expected);
            assertThat(splits.validation() == null ? 0 : splits.validation().count())
                    .isEqualTo(validation);
        }
    }
}
