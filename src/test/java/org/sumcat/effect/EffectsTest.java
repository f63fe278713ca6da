package org.sumcat.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.experiment.Protocol;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EffectsTest {

    @Test
    void all_are_found_by_their_names_and_ask_a_question() {
        assertThat(Effects.all())
                .allSatisfy(
                        entry -> {
                            var usual = entry.usual();
                            assertThat(Effects.named(usual.name())).isEqualTo(usual);
                            assertThat(usual.spec()).isEqualTo(usual.name());
                            assertThat(usual.question()).endsWith("?");
                        });
    }

    /** Every key, written as the list shows it, is read back. */
    @Test
    void the_values_that_are_shown_can_be_typed() {
        assertThat(Effects.all())
                .allSatisfy(
                        entry ->
                                entry.keys()
                                        .forEach(
                                                (key, value) ->
                                                        assertThat(
                                                                        Effects.named(
                                                                                "%s:%s=%s"
                                                                                        .formatted(
                                                                                                entry.usual()
                                                                                                        .name(),
                                                                                                key,
                                                                                                value)))
                                                                .isEqualTo(entry.usual())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections:networks=resnet-20+densenet-bc:depth=40/growth=6",
                "gradient-flow:depths=8-20,width=8",
                "fusion:depth=25,width=16",
                "information:source=stage1/2",
                "baselines:models=linear,test=500",
            })
    void settings_that_differ_are_in_the_name_that_reads_them_back(String name) {
        assertThat(Effects.named(name).spec()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    conections | NAME must be an effect, but there is no 'conections'; did you mean connections? (./sumcat effect lists all)
                    connections:network=lenet-5 | connections has no key 'network'; it has networks; did you mean networks?
                    connections:networks=lenet-5+lenet-5 | networks must differ, but one stands twice in lenet-5+lenet-5
                    gradient-flow:depths=20-21 | depth must be 6n + 2 (n units of two layers in 3 stages), but was 21; try 20
                    gradient-flow:depths=56-20 | depths must be from one to four, rising, but were [56, 20]
                    information:source=stage1/9 | source must be a layer with another after it, one of conv1, stage1/1, stage1/2, stage1/3, stage1/4, trans1, stage2/1, stage2/2, stage2/3, stage2/4, trans2, stage3/1, stage3/2, stage3/3, but was 'stage1/9'
                    information:probe=5 | probe must be at least 50 images, but was 5
                    baselines:models=forest | models of baselines must be some of linear+neighbours+xgboost, but was 'forest'
                    baselines:test=7 | test must be at least 100 images, or 0 for all, but was 7
                    """)
    void what_makes_no_sense_is_refused_with_the_rule_and_the_way_out(String name, String message) {
        assertThatThrownBy(() -> Effects.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** 2% is the limit; at this depth and width whole numbers come no nearer. */
    @Test
    void a_fusion_that_cannot_be_made_equal_is_refused() {
        assertThatThrownBy(() -> Effects.named("fusion:depth=10,width=6"))
                .hasMessageContaining("a network must take 14,524 parameters within 2%");
    }

    @Test
    void seeds_must_be_a_sensible_number() {
        assertThatThrownBy(() -> new Protocol(org.sumcat.recipe.Recipe.quick(), 0))
                .hasMessage("--seeds must be from 1 to 100, but was 0");
    }
}
