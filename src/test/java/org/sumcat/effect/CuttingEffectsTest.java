package org.sumcat.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.experiment.Setup;
import org.sumcat.report.Finding;
import org.sumcat.train.Outcome;

/** The effects that cut, save and break, at their smallest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CuttingEffectsTest {
    private static final Setup SETUP =
            Setup.of(() -> DrawnSet.draw(400, 100, Outcome.SEED), () -> Compute.of("cpu"))
                    .withRecipe(
                            r ->
                                    r.withImages(100)
                                            .withValidation(50)
                                            .withBatch(20)
                                            .withEpochs(1)
                                            .withSide(16))
                    .withSeeds(1)
                    .withFirstSeed(Outcome.SEED);

    private static Finding measured(String effect) {
        return Effects.named(effect).measure(SETUP);
    }

    @Test
    void reuse_has_a_row_for_each_pair_of_a_target_and_a_source() {
        var finding = measured("reuse:network=densenet:blocks=2-1/growth=2/initial=4");
        // block 1: 1 + 2 and 3 for the transition; block 2: 1 and 2 for the classifier
        assertThat(finding.table("Connections").rowCount()).isEqualTo(1 + 2 + 3 + 1 + 2);
        assertThat(finding.table("Sources cut off").rowCount()).isEqualTo(3 + 2);
        assertThat(finding.figures()).hasSize(4); // weights and damage of each block
    }

    @Test
    void redundancy_takes_out_each_unit_that_can_be() {
        var finding =
                measured(
                        "redundancy:networks=plain:depth=14/width=2,depth=8,width=2,survivals=0.5+1");
        // 4 of the 6 units of the plain network keep the shape; two ResNets of 3 units
        assertThat(finding.table("Each unit removed").rowCount()).isEqualTo(4 + 2 * 3);
    }

    @Test
    void bottleneck_has_a_cell_for_each_pair_and_the_plain_one_saves_nothing() {
        var saved =
                measured(
                                "bottleneck:blocks=1-1,growth=2,bottlenecks=0-4,compressions=0.5+1,growths=2-4")
                        .table("More or less than plain");
        assertThat(saved.rowCount()).isEqualTo(4);
        assertThat(saved.doubleColumn("parameters (%)").get(1)).isZero();
        assertThat(saved.doubleColumn("parameters (%)").get(0)).isNegative(); // compressed
        assertThat(saved.doubleColumn("activations (%)").get(3)).isPositive(); // bottleneck alone
    }

    @Test
    void breaks_tells_every_end_of_every_remedy() {
        var finding = measured("breaks:depth=7,width=2,larger=2,rates=0.01+10");
        assertThat(finding.table("Each training").rowCount()).isEqualTo(4 * 2);
        assertThat(finding.answer()).contains("batch norm: of 2 trainings");
    }

    /**
     * Which of the large rates break it is chance: where the first step kills every ReLU, the loss
     * stays finite. So there are two seeds, of which 12 trainings may break.
     */
    @Test
    @Tag("training")
    void breaks_finds_that_large_rates_break_and_that_a_small_one_does_not() {
        var table =
                Effects.named("breaks:depth=19,width=8,larger=2,rates=0.001+1+3+10")
                        .measure(SETUP.withSeeds(2).withRecipe(r -> r.withEpochs(2)))
                        .table("Each training");
        var broke = new ArrayList<String>();
        for (int row = 0; row < table.rowCount(); row++) {
            if (!table.column("broke in epoch").isMissing(row)) {
                broke.add(
                        table.stringColumn("remedy").get(row)
                                + " at "
                                + table.doubleColumn("highest rate").get(row));
            }
        }
        Outcome.assertAbove("trainings that broke", broke.size(), 0);
        assertThat(broke)
                .allMatch(training -> training.startsWith("no batch norm"))
                .noneMatch(training -> training.endsWith(" at 0.001"));
    }

    @Test
    void dropout_is_two_by_two() {
        var table = measured("dropout:depth=10,growth=2").table("Two by two");
        assertThat(table.stringColumn("dropout").asList())
                .containsExactly("no", "yes", "no", "yes");
        assertThat(table.stringColumn("flips").asList()).containsExactly("no", "no", "yes", "yes");
    }

    @Test
    @Tag("training")
    void statistics_taken_anew_help_where_the_rate_stays() {
        var table =
                Effects.named("statistics:network=plain:depth=8/width=4")
                        .measure(
                                SETUP.withSeeds(6)
                                        .withRecipe(
                                                r ->
                                                        r.withEpochs(3)
                                                                .withRate(0.3f)
                                                                .withValidation(200)))
                        .table("Seed by seed");
        assertThat(table.stringColumn("rate").asList().subList(0, 6)).containsOnly("constant rate");
        assertThat(table.stringColumn("rate").asList().subList(6, 12)).containsOnly("falling rate");
        assertThat(table.stringColumn("seed").asList())
                .containsExactlyElementsOf(
                        IntStream.range(0, 12).mapToObj(i -> "" + (Outcome.SEED + i % 6)).toList());
        var gained = table.doubleColumn("gained (points)");
        // Statistics that are left as they were gain none.
        Outcome.assertAbove(
                "gained by statistics", IntStream.range(0, 6).mapToDouble(gained::get).sum(), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0+1.0", "0.5+1.5", "1.0+0.5", "-1+1"})
    void compressions_that_are_no_shares_or_out_of_order_are_refused(String compressions) {
        assertThatThrownBy(() -> Effects.named("bottleneck:compressions=" + compressions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("compression");
    }

    @ParameterizedTest
    @CsvSource({
        "reuse:network=resnet-20, network must concatenate",
        "'redundancy:survivals=0+1', survival must lie above 0",
        "'breaks:larger=1', larger must be at least 2",
        "statistics:network=lenet-5, network must have batch norm",
        "'dropout:rate=1', rate must lie above 0 and below 1",
        "'bottleneck:bottlenecks=2-4', the grid must hold the plain network",
    })
    void settings_that_make_no_experiment_are_refused(String effect, String rule) {
        assertThatThrownBy(() -> Effects.named(effect))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }
}
