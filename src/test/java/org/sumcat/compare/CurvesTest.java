package org.sumcat.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.chart.Chart;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.TestRuns;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import tech.tablesaw.api.Row;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CurvesTest {
    @Test
    void a_line_is_the_mean_of_the_seeds_in_a_band_from_the_lowest_to_the_highest() {
        var figure =
                Curves.accuracy(
                        List.of(
                                run(1, new Epoch(1, 0.9, .7, .70, null, 8), end(.80, .81)),
                                run(2, new Epoch(1, 0.7, .7, .74, null, 8), end(.82, .81))));
        assertThat(figure.table().columnNames()).contains("validation accuracy (%)");
        assertThat(networks(figure)).hasSize(1);
        Row first = figure.table().row(0);
        assertThat(first.getDouble("epoch")).isEqualTo(1);
        assertThat(first.getDouble("validation accuracy (%)")).isCloseTo(72, within(1e-9));
        assertThat(first.getDouble("lowest")).isCloseTo(70, within(1e-9));
        assertThat(first.getDouble("highest")).isCloseTo(74, within(1e-9));
        assertThat(first.getString("measured with")).isEqualTo("2 seeds");
        assertThat(figure.text())
                .isEqualTo(
                        "The validation accuracy (%) over the epochs: lines are means, bands reach"
                                + " from the lowest to the highest seed. At the end: ResNet (sum)"
                                + " 81.00.");
    }

    @Test
    void without_held_out_images_the_test_accuracy_is_drawn_where_it_was_read() {
        var figure =
                Curves.accuracy(
                        List.of(run(1, new Epoch(1, 0.9, .7, null, null, 8), end(null, .81))));
        assertThat(figure.table().columnNames()).contains("test accuracy (%)");
        assertThat(figure.table().doubleColumn("epoch")).containsExactly(2.);
        assertThat(figure.text()).doesNotContain("band");
    }

    @Test
    void the_loss_is_in_nats() {
        var figure = Curves.loss(TestRuns.three());
        assertThat(figure.table().columnNames()).contains("training loss (nats)");
        assertThat(networks(figure))
                .containsExactly("Plain (no shortcut)", "ResNet (sum)", "DenseNet-BC (concat)");
    }

    @Test
    void one_network_with_two_recipes_is_two_lines() {
        var quick = TestRuns.draft(TestRuns.RESNET, 1, .86);
        var figure = Curves.loss(List.of(quick.run(), quick.recipe(Recipe.sprint()).run()));
        assertThat(networks(figure)).containsExactly("ResNet (sum), quick", "ResNet (sum), sprint");
    }

    @Test
    void two_networks_of_a_family_are_called_by_their_specs() {
        var small = TestRuns.draft(TestRuns.RESNET, 1, .86);
        var large = small.network(TestRuns.anatomy("resnet-56", "ResNet", 850_000));
        assertThat(networks(Curves.loss(List.of(large.run(), small.run()))))
                .containsExactly("resnet-20 (sum)", "resnet-56 (sum)");
    }

    @Test
    void nothing_to_draw_is_said() {
        var run = run(1, new Epoch(1, 0.9, .7, null, null, 8));
        assertThatThrownBy(() -> Curves.accuracy(List.of(run)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a curve of test accuracy (%) needs a run with such a value, but there was"
                                + " none in 1 run; hold out images or test after every epoch");
    }

    private static Epoch end(@Nullable Double validation, double test) {
        return new Epoch(2, 0.5, .8, validation, test, 8);
    }

    private static Run run(long seed, Epoch... history) {
        return TestRuns.draft(TestRuns.RESNET, seed, .81).history(List.of(history)).run();
    }

    private static List<String> networks(Chart figure) {
        return figure.table().stringColumn("network").asList().stream().distinct().toList();
    }
}
