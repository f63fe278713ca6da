package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumcat.report.TestRuns.DENSENET;
import static org.sumcat.report.TestRuns.RESNET;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.compare.Comparison;
import org.sumcat.data.DrawnSet;
import org.sumcat.effect.Effects;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ChannelTable;
import org.sumcat.network.LayerTable;
import org.sumcat.network.NetworkSummary;
import org.sumcat.published.Published;
import org.sumcat.render.Tables;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** What a reader does with results: one call gives a table, and Tablesaw does the rest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultTablesTest {
    private static final List<Run> RUNS =
            Stream.of(1L, 2L)
                    .flatMap(
                            seed ->
                                    Stream.of(
                                            TestRuns.run(RESNET, seed, 0.80 + seed / 100.0),
                                            TestRuns.run(DENSENET, seed, 0.84 + seed / 100.0)))
                    .toList();

    static Stream<Table> results() {
        var finding =
                Effects.named("connections:networks=resnet-20")
                        .measure(Setup.of(DrawnSet.draw(20, 10, 1)));
        return Stream.of(
                        Stream.of(
                                RUNS.get(0).table(),
                                Run.table(RUNS),
                                new Comparison(RUNS).table(),
                                NetworkSummary.of(Zoo.network("resnet-20")).table(),
                                LayerTable.of(Zoo.network("densenet-40-12")).table(),
                                LayerTable.of(Zoo.network("googlenet")).stages(),
                                ChannelTable.of(Zoo.network("densenet-40-12")).table(),
                                Measured.table()),
                        finding.tables().stream(),
                        Stream.of("imagenet", "families", "fashion-mnist", "densenet-table2")
                                .map(Published::table))
                .flatMap(tables -> tables);
    }

    @ParameterizedTest
    @MethodSource("results")
    void every_result_comes_back_from_its_file_with_its_types(Table table) {
        var back = Tables.read(table.name(), Tables.csv(table), name -> table.column(name).type());

        assertThat(table.rowCount()).isPositive();
        assertThat(back.types()).isEqualTo(table.types());
        for (String column : table.columnNames()) {
            assertThat(back.column(column).asList())
                    .as(column)
                    .isEqualTo(table.column(column).asList());
        }
    }

    @Test
    void a_run_is_a_row_for_each_epoch() {
        Table table = RUNS.get(0).table();

        assertThat(table.columnNames())
                .containsExactly(
                        "spec",
                        "seed",
                        "epoch",
                        "training loss (nats)",
                        "training accuracy (%)",
                        "validation accuracy (%)",
                        "test accuracy (%)",
                        "training time (s)");
        assertThat(table.longColumn("epoch").asList()).containsExactly(1L, 2L, 3L);
        assertThat(table.doubleColumn("test accuracy (%)").asList()).endsWith(81.0);
        assertThat(table.doubleColumn("training time (s)").asList()).containsOnly(8.0);
    }

    /** As a lesson does: the last epochs, by network. */
    @Test
    void runs_are_filtered_and_summarized_as_any_table() {
        Table epochs = Run.table(RUNS);
        Table last = epochs.where(epochs.longColumn("epoch").isEqualTo(3));

        Table means = last.summarize("test accuracy (%)", AggregateFunctions.mean).by("spec");

        assertThat(epochs.rowCount()).isEqualTo(12);
        assertThat(means.stringColumn("spec").asList()).containsExactly(RESNET, DENSENET);
        assertThat(means.doubleColumn("Mean [test accuracy (%)]").get(0)).isEqualTo(81.5);
    }

    /** Huang et al. 2017, table 1: stem, three blocks, two transitions and the classifier. */
    @Test
    void a_network_is_a_row_for_each_layer_and_for_each_stage_and_they_add_up() {
        var network = Zoo.network("densenet-40-12");
        var whole = NetworkSummary.of(network);
        var layers = LayerTable.of(network);

        assertThat(sum(layers.table(), "parameters")).isEqualTo(whole.parameters());
        assertThat(sum(layers.stages(), "parameters")).isEqualTo(whole.parameters());
        assertThat(sum(layers.table(), "MACs per image")).isEqualTo(whole.macs());
        assertThat(sum(layers.stages(), "layers")).isEqualTo(layers.table().rowCount());
        Table stages = layers.stages();
        Table dense = stages.where(stages.stringColumn("stage").startsWith("dense"));
        assertThat(dense.stringColumn("output").asList()) // 16 + 12 * 12 maps, and so on
                .containsExactly("160x28x28", "304x14x14", "448x7x7");
        Table convolutions = layers.table();
        assertThat(convolutions.stringColumn("kind").isEqualTo("convolution").size())
                .isEqualTo(39); // and the classifier is the 40th weight layer
    }

    private static long sum(Table table, String column) {
        return (long) table.longColumn(column).sum();
    }

    @Test
    void runs_that_were_measured_are_a_table_of_numbers() {
        Table measured = Measured.table();

        assertThat(measured.column("seed").type()).isEqualTo(ColumnType.LONG);
        assertThat(measured.column("test_accuracy_percent").type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(measured.where(measured.stringColumn("fusion").isEqualTo("sum")).rowCount())
                .isPositive();
    }

    @Test
    void a_run_that_diverged_has_no_accuracy() {
        var runs = List.of(RUNS.get(0), TestRuns.draft(RESNET, 3, 0.8).divergedAt(2).run());

        assertThat(Measured.table(runs).doubleColumn("test_accuracy_percent").isMissing(1))
                .isTrue();
        assertThat(Run.table(runs).rowCount()).isEqualTo(4);
    }

    @Test
    void published_results_are_found_by_name_or_listed() {
        Table imagenet = Published.table("imagenet");

        assertThat(imagenet.longColumn("parameters").get(0)).isEqualTo(61_100_840L);
        assertThat(imagenet.doubleColumn("top1_accuracy_percent").get(0)).isEqualTo(56.522);
        assertThatThrownBy(() -> Published.table("image-net"))
                .hasMessage(
                        "published results are densenet-table2, families, fashion-mnist,"
                                + " imagenet and resnet-densenet, but there is no 'image-net'; see data/published");
    }
}
