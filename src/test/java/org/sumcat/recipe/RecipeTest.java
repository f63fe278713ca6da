package org.sumcat.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.network.Network;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipeTest {

    @Test
    void the_paper_divides_the_rate_by_10_at_half_and_at_three_quarters() {
        var paper = Recipe.paper();
        assertThat(paper.rateAt(0.49)).isEqualTo(0.1f);
        assertThat(paper.rateAt(0.50)).isEqualTo(0.01f);
        assertThat(paper.rateAt(0.75)).isEqualTo(0.001f);
    }

    @Test
    void inception_multiplies_the_rate_by_94_hundredths_at_every_fiftieth_of_the_run() {
        // every second of 100 epochs in the paper, section 8
        var inception = Recipe.inception();
        assertThat(inception.rateAt(0)).isEqualTo(0.045f);
        assertThat(inception.rateAt(0.019)).isEqualTo(0.045f);
        assertThat(inception.rateAt(0.021)).isCloseTo(0.0423f, offset(1e-7f));
        assertThat(inception.rateAt(0.041)).isCloseTo(0.039762f, offset(1e-7f));
        assertThat(inception.rateAt(0.999)).isCloseTo(0.045f * 0.04823f, offset(1e-6f)); // 0.94^49
    }

    @Test
    void one_cycle_begins_at_a_twenty_fifth_peaks_after_three_tenths_and_ends_near_nothing() {
        var sprint = Recipe.sprint();
        assertThat(sprint.rateAt(0)).isCloseTo(sprint.rate() / 25, offset(1e-7f));
        assertThat(sprint.rateAt(0.15)).isCloseTo(sprint.rate() * 0.52f, offset(1e-6f));
        assertThat(sprint.rateAt(0.3)).isCloseTo(sprint.rate(), offset(1e-7f));
        assertThat(sprint.rateAt(0.65)).isCloseTo(sprint.rate() / 2, offset(1e-6f));
        assertThat(sprint.rateAt(1)).isLessThan(sprint.rate() / 10_000);
    }

    @Test
    void d2l_keeps_one_rate_and_looks_at_the_test_set_after_every_epoch() {
        assertThat(Recipe.d2l().rateAt(0.99)).isEqualTo(0.1f);
        assertThat(Recipe.d2l().testing()).isEqualTo(Recipe.Testing.EVERY_EPOCH);
    }

    @Nested
    class A_changed_recipe {
        @Test
        void tells_of_the_change_in_its_name() {
            assertThat(Recipe.quick().withEpochs(2).withBatch(32).name())
                    .isEqualTo("quick, epochs=2, batch=32");
        }

        @Test
        void tells_of_the_last_change_only() {
            assertThat(Recipe.quick().withEpochs(2).withEpochs(4).name())
                    .isEqualTo("quick, epochs=4");
        }

        @Test
        void differs_in_nothing_else() {
            var changed = Recipe.quick().withRate(0.05f);
            assertThat(changed.with("rate", Recipe.quick().rate()).epochs())
                    .isEqualTo(Recipe.quick().epochs());
            assertThat(changed.schedule()).isEqualTo(Recipe.quick().schedule());
            assertThat(changed.flip()).isEqualTo(Recipe.quick().flip());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    epochs   | 0   | epochs must be at least 1, but was 0
                    batch    | 1   | batch must be at least 2, for batch norm, but was 1
                    rate     | 0   | rate must lie above 0 and up to 10, but was 0.0
                    momentum | 1   | momentum must lie from 0 to below 1, but was 1.0
                    clip     | -1  | clip must be at least 0 (0 for none), but was -1.0
                    smoothing | 1  | smoothing must lie from 0 to below 1, but was 1.0
                    shift    | 15  | shift must lie from 0 (for none) to 14 pixels, half of an image, but was 15
                    side     | 4   | side must lie from 8 to 512 pixels (0: the network's default), but was 4
                    images   | -1  | images must be at least 0 (0 for all), but was -1
                    """)
    void nonsense_is_refused_with_the_rule_and_the_value(String key, double value, String message) {
        var whole = List.of("epochs", "batch", "shift", "side", "images");
        Object typed = whole.contains(key) ? (Object) (int) value : value;
        assertThatThrownBy(() -> Recipe.quick().with(key, typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_value_of_another_kind_is_refused_rather_than_rounded() {
        assertThatThrownBy(() -> Recipe.quick().with("epochs", 2.7))
                .hasMessage("epochs of a recipe cannot be '2.7'");
        assertThatThrownBy(() -> Recipe.quick().with("schedule", 1))
                .hasMessage("schedule of a recipe cannot be '1'");
        assertThatThrownBy(() -> Recipe.quick().with("epoch", 2))
                .hasMessageStartingWith("a recipe has no 'epoch'; it has name, epochs, batch");
    }

    @Test
    void quick_paper_and_inception_resize_images_to_what_a_network_was_drawn_for() {
        Network small = Zoo.network("resnet-20");
        Network large = Zoo.network("resnet-18");
        for (Recipe recipe : List.of(Recipe.quick(), Recipe.paper(), Recipe.inception())) {
            assertThat(recipe.sideFor(small)).isEqualTo(28);
            assertThat(recipe.sideFor(large)).isEqualTo(96);
            assertThat(recipe.sideFor(Zoo.network("inception-v3"))).isEqualTo(139);
        }
        assertThat(Recipe.quick().withSide(40).sideFor(large)).isEqualTo(40);
        assertThat(Recipe.d2l().sideFor(large)).isEqualTo(48);
        assertThat(Recipe.sprint().sideFor(small)).isEqualTo(48);
    }

    /** He et al. 2016, section 4.2; Huang et al. 2017, section 4.1: "mirroring/shifting". */
    @Test
    void the_paper_mirrors_and_shifts_by_4_pixels_and_no_other_shifts() {
        assertThat(Recipe.paper().shift()).isEqualTo(4);
        assertThat(Recipe.paper().flip()).isTrue();
        assertThat(Recipe.all()).filteredOn(recipe -> recipe.shift() > 0).hasSize(1);
        assertThat(Recipe.quick().with("shift", 4).name()).isEqualTo("quick, shift=4");
        assertThat(Recipe.paper().with("shift", 0).with("epochs", 2).shift()).isZero();
    }

    @Test
    void nesterov_is_for_SGD() {
        assertThatThrownBy(() -> Recipe.quick().with("optimizer", Recipe.Optimizer.RMSPROP))
                .hasMessage("nesterov needs the optimizer SGD, but it was RMSPROP");
    }

    @Test
    void an_unknown_name_is_refused_with_those_that_exist() {
        assertThatThrownBy(() -> Recipe.named("d2"))
                .hasMessage(
                        "a recipe must be one of quick, d2l, sprint, paper, inception, or a file"
                                + " that ends in .toml or .json, but was 'd2'");
    }
}
