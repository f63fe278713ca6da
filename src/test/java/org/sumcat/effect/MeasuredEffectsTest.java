package org.sumcat.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.chart.Chart;
import org.sumcat.data.DrawnSet;
import org.sumcat.data.NothingToLearn;
import org.sumcat.device.Compute;
import org.sumcat.experiment.Setup;
import org.sumcat.report.FindingPage;
import org.sumcat.train.Outcome;
import tech.tablesaw.api.Table;

/** The effects at their smallest: do they measure what they say, in the direction that is known? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasuredEffectsTest {
    private static final Setup SETUP =
            Setup.of(() -> DrawnSet.draw(400, 100, Outcome.SEED), () -> Compute.of("cpu"))
                    .withRecipe(
                            r -> r.withImages(200).withValidation(100).withBatch(20).withEpochs(2))
                    .withSeeds(1)
                    .withFirstSeed(Outcome.SEED);

    @Test
    void connections_need_neither_data_nor_a_device() {
        var nothing =
                Setup.of(
                        () -> {
                            throw new AssertionError("no data");
                        },
                        () -> {
                            throw new AssertionError("no device");
                        });
        var finding =
                Effects.named("connections:networks=densenet:depth=10/growth=4").measure(nothing);
        // conv1 1; two dense layers 1 + 2, transition 3, twice; block 3: 1 + 2; the scores read 3
        assertThat(finding.table("Connections counted").longColumn("connections").get(0))
                .isEqualTo(1 + 2 * (1 + 2 + 3) + (1 + 2) + 3);
        assertThat(finding.runs()).isEmpty();
        assertThat(finding.provenance().drawn()).isFalse();
        assertThat(finding.shownTable("Channel ledger").mimeBundle().get("text/html"))
                .contains("<table", "k0 + k(l-1)")
                .doesNotContain("Connections counted");
    }

    @Test
    @Tag("training")
    void gradients_of_a_deep_plain_network_differ_more_from_end_to_end_than_those_of_a_resnet() {
        var finding =
                Effects.named("gradient-flow:depths=8-56,width=2")
                        .measure(SETUP.withRecipe(r -> r.withSide(8)));
        var figure = (Chart) finding.figure("Weight gradients at depth 56");
        assertThat(figure.table().stringColumn("network").unique().size()).isEqualTo(3);
        assertThat(points(figure, 0).rowCount()).isEqualTo(56);
        // 1 is a gradient that arrives as it left. MARGINS.md has what was seen.
        double plain = firstOverLast(figure, 0);
        double dense = firstOverLast(figure, 2);
        Outcome.assertAbove("gradient, plain over ResNet", plain / firstOverLast(figure, 1), 3.5);
        Outcome.assertAbove("gradient, DenseNet", dense, 0.2);
        Outcome.assertBelow("gradient, DenseNet", dense, 12);
        Outcome.assertAbove("gradient, plain over DenseNet", plain / dense, 2.5);
        assertThat(finding.runs()).hasSize(6);
        // It is the depth.
        var shallow = (Chart) finding.figure("Weight gradients at depth 8");
        Outcome.assertBelow(
                "gradient at depth 8, plain over ResNet",
                firstOverLast(shallow, 0) / firstOverLast(shallow, 1),
                3.5);
    }

    private static double firstOverLast(Chart figure, int series) {
        var heights = points(figure, series).doubleColumn(2);
        return heights.get(0) / heights.get(heights.size() - 2); // the last is not a convolution
    }

    /** The numbers of one of the networks. */
    private static Table points(Chart figure, int series) {
        var network = figure.table().stringColumn("network");
        return figure.table()
                .where(
                        network.isEqualTo(
                                network.asList().stream().distinct().toList().get(series)));
    }

    @Test
    @Tag("training")
    void an_early_feature_is_read_from_later_layers_of_the_concatenation_but_not_of_the_sum() {
        var finding = Effects.named("information:probe=60").measure(SETUP);
        var figure = (Chart) finding.figure("Features of conv1 read from later layers");
        double sum = r2(figure, 1, "stage1/4");
        double concat = r2(figure, 2, "stage1/4");
        // it is still there, channel by channel
        Outcome.assertBelow("lost by concatenation", 1 - concat, 0.001);
        // what is missing
        Outcome.assertAbove("lost by sum", 1 - sum, 0.001);
        // no shortcut at all
        Outcome.assertAbove("lost without shortcut", 1 - r2(figure, 0, "stage1/4"), 0.001);
    }

    @Test
    @Tag("training")
    void a_unit_is_missed_more_in_a_plain_network_than_in_a_resnet() {
        var table =
                Effects.named(
                                "redundancy:networks=plain:depth=20/width=4+resnet-cifar:depth=20/width=4,depth=8,width=4,survivals=0.9+1")
                        .measure(
                                SETUP.withRecipe(
                                        r -> r.withEpochs(24).withSide(16).withValidation(200)))
                        .table("Networks without one unit");
        var lost = table.doubleColumn("lost, mean over units (points)");
        double whole = table.doubleColumn("accuracy, whole (%)").min();
        Outcome.assertAbove("accuracy before a unit is taken", whole, 30);
        Outcome.assertAbove("unit of plain over ResNet", lost.get(0) - lost.get(1), 5);
    }

    @Test
    @Tag("training")
    void a_lesion_of_all_that_a_network_sees_leaves_nothing_but_chance() {
        var finding =
                Effects.named("reuse:network=densenet:blocks=3-3/growth=4/initial=8")
                        .measure(
                                SETUP.withRecipe(
                                        r -> r.withEpochs(12).withSide(16).withValidation(200)));
        var alone = finding.table("Sources cut off");
        var lost = alone.doubleColumn("accuracy lost (points)");
        // Without the input of the first block nothing is left of the image: 77% became 10%.
        double whole = 100 * finding.runs().get(0).last().validationAccuracy();
        assertThat(alone.stringColumn("source s").get(0)).isEqualTo("input");
        assertThat(lost.get(0)).isEqualTo(whole - 10, within(1e-9));
        Outcome.assertAbove("points lost with the input", lost.get(0), 30);
        // The last layer of a block has one reader, so both tables tell of the same cut.
        var pairs = finding.table("Connections");
        var lastToTransition =
                pairs.where(
                        pairs.stringColumn("block")
                                .isEqualTo("dense1")
                                .and(pairs.stringColumn("source s").isEqualTo("3")));
        assertThat(lastToTransition.stringColumn("target l").asList()).containsExactly("trans1");
        assertThat(lastToTransition.doubleColumn("accuracy lost (points)").get(0))
                .isEqualTo(lost.get(3));
    }

    /** Or the two above would tell of networks that have nothing to lose. */
    @Test
    @Tag("training")
    void labels_that_say_nothing_teach_nothing_that_could_be_missed() {
        var nothing =
                Setup.of(() -> NothingToLearn.draw(400, 10), () -> Compute.of("cpu"))
                        .withRecipe(
                                r ->
                                        r.withImages(200)
                                                .withValidation(200)
                                                .withBatch(20)
                                                .withEpochs(12)
                                                .withSide(16))
                        .withSeeds(1)
                        .withFirstSeed(Outcome.SEED);
        var units =
                Effects.named(
                                "redundancy:networks=plain:depth=20/width=4,depth=8,width=4,survivals=0.9+1")
                        .measure(nothing)
                        .table("Networks without one unit");
        Outcome.assertBelow(
                "accuracy before a unit is taken, labels of nothing",
                units.doubleColumn("accuracy, whole (%)").max(),
                30);
        Outcome.assertBelow(
                "unit of plain, labels of nothing",
                units.doubleColumn("lost, mean over units (points)").get(0),
                5);
        var input =
                Effects.named("reuse:network=densenet:blocks=3-3/growth=4/initial=8")
                        .measure(nothing)
                        .table("Sources cut off");
        Outcome.assertBelow(
                "points lost with the input, labels of nothing",
                input.doubleColumn("accuracy lost (points)").get(0),
                30);
    }

    private static double r2(Chart figure, int series, String place) {
        var points = points(figure, series);
        return points.where(points.stringColumn("measured with").isEqualTo(place))
                .doubleColumn(2)
                .get(0);
    }

    @Test
    void fusion_with_one_seed_says_that_one_seed_says_nothing() {
        var finding = Effects.named("fusion").measure(SETUP);
        assertThat(finding.answer()).contains("which says nothing about others");
        assertThat(finding.table("Equal size and equal work").rowCount()).isEqualTo(3);
        assertThat(finding.runs()).hasSize(3);
    }

    @Test
    void baselines_and_networks_answer_the_same_questions(@TempDir Path folder) throws IOException {
        var said = new ArrayList<String>();
        var finding =
                Effects.named(
                                "baselines:models=linear,networks=resnet-cifar:depth=8/width=4,test=100")
                        .measure(SETUP.saying(said::add));
        assertThat(finding.table("On the test images").rowCount()).isEqualTo(2);
        assertThat(said)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("run 1/1  resnet-cifar:depth=8"),
                        line -> assertThat(line).contains("the stop button waits for it"),
                        line -> assertThat(line).startsWith("logistic regression: rate"));
        assertThat(finding.figure("Confusion of").title())
                .isEqualTo("Confusion of logistic regression");
        new FindingPage(finding, "./sumcat effect baselines").write(folder);
        assertThat(folder.resolve("index.html")).content().contains("Not Fashion-MNIST");
        assertThat(folder.resolve("f1-of-each-class.csv"))
                .content()
                .contains("logistic regression");
        assertThat(Files.size(folder.resolve("confusion-of-logistic-regression.png"))).isPositive();
        var json = new ObjectMapper().readTree(folder.resolve("effect.json").toFile());
        assertThat(json.at("/runs/0/spec").asText())
                .isEqualTo("resnet-cifar:depth=8,width=4,shortcut=a");
        assertThat(json.path("command").asText()).isEqualTo("./sumcat effect baselines");
    }

    @Test
    void probes_without_held_out_images_are_refused_before_anything_is_trained() {
        var none = SETUP.withRecipe(r -> r.withValidation(0));
        for (String name : List.of("information", "baselines")) {
            assertThatThrownBy(() -> Effects.named(name).measure(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--validation must be at least 50, but was 0");
        }
    }
}
