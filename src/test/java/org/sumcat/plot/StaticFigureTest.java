package org.sumcat.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.chart.Chart;
import org.sumcat.chart.ExtendedTrace;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ViolinTrace;

/**
 * Positions by hand. A picture with a headline is 800 wide, its font is 15: the plot begins at 2.8
 * * 15 = 42, or below a legend of one line at 42 + 2.6 * 15 = 81, and is 320 high. It ends at 780;
 * to the left are 15 * max(4.2, 2.3 + 0.64 * digits).
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StaticFigureTest {
    private static final Table RUNS =
            Table.create(
                    "runs",
                    DoubleColumn.create("macs", new double[] {10, 20, 30, 40}),
                    DoubleColumn.create("accuracy", new double[] {80, 85, 90, 100}),
                    IntColumn.create("seed", new int[] {1, 2, 10, 3}),
                    StringColumn.create("family", "ResNet", "ResNet", "DenseNet", "DenseNet"),
                    DateColumn.create(
                            "day",
                            List.of(
                                    LocalDate.of(2024, 1, 1),
                                    LocalDate.of(2024, 1, 11),
                                    LocalDate.of(2024, 1, 21),
                                    LocalDate.of(2024, 1, 31))));

    static Stream<Supplier<Figure>> guide() {
        return Stream.of(
                () -> ScatterPlot.create("t", RUNS, "macs", "accuracy", "family"),
                () -> LinePlot.create("t", RUNS, "macs", "accuracy", "family"),
                () -> VerticalBarPlot.create("t", RUNS, "family", "accuracy"),
                () -> HorizontalBarPlot.create("t", RUNS, "family", "accuracy"),
                () -> Histogram.create("t", RUNS, "accuracy"),
                () -> BoxPlot.create("t", RUNS, "family", "accuracy"),
                () -> Heatmap.create("t", RUNS, "family", "day"),
                () -> BubblePlot.create("t", RUNS, "macs", "accuracy", "accuracy", "family"),
                () -> TimeSeriesPlot.create("t", RUNS, "day", "accuracy", "family"));
    }

    @ParameterizedTest
    @MethodSource("guide")
    void a_plot_of_Tablesaw_s_guide_is_understood_to_the_last_attribute(Supplier<Figure> figure) {
        var drawn = StaticFigure.of(figure.get());
        assertThat(drawn.remarks()).isEmpty();
        assertThat(drawn.svg()).contains(">t</text>").doesNotContain("NaN", "Infinity");
        assertThat(drawn.inline(Width.NARROW)).contains("width=\"400\"");
    }

    @Test
    void a_marker_lies_where_its_numbers_say() {
        var svg = svg(ScatterPlot.create("t", RUNS, "macs", "accuracy"));
        // "100" has three digits, so x from 10 to 40 goes from 63.3 to 780; y from 80 to 100, from
        // 362 up to 42
        assertThat(svg)
                .contains(
                        "translate(63.3 362.0)", "translate(302.2 282.0)", "translate(780.0 42.0)");
    }

    @Test
    void traces_that_are_named_after_families_have_the_look_of_their_fusion() {
        var svg = svg(LinePlot.create("t", RUNS, "macs", "accuracy", "family"));
        var sum = new Look(Fusion.SUM, 0);
        assertThat(svg)
                .contains(
                        "<g class=\"pen sum\" fill=\"" + sum.colour(),
                        "points=\"63.3,401.0 302.2,321.0\" fill=\"none\" stroke-width=\"2.5\""
                                + " stroke-linejoin=\"round\" stroke-dasharray=\""
                                + sum.stroke().gaps,
                        "points=\"541.1,241.0 780.0,81.0\"");
    }

    @Test
    void a_bar_is_as_high_as_its_number_and_a_second_one_of_a_place_stands_on_it() {
        var two = RUNS.where(RUNS.doubleColumn("macs").isLessThan(15)).append(RUNS.row(3));
        var svg = svg(VerticalBarPlot.create("t", two, "family", "accuracy"));
        // two places of 358.35, a bar is 0.8 of that; the axis from 0 to 100
        assertThat(svg)
                .contains("x=\"99.1\" y=\"106.0\" width=\"286.7\" height=\"256.0\"")
                .contains("x=\"457.5\" y=\"42.0\" width=\"286.7\" height=\"320.0\"");
        var all = svg(VerticalBarPlot.create("t", RUNS, "family", "accuracy"));
        // 80 and 85 above each other, the axis from 0 to 200
        assertThat(all).contains("y=\"234.0\" width=\"286.7\" height=\"128.0\"");
        assertThat(all).contains("y=\"98.0\" width=\"286.7\" height=\"136.0\"");
    }

    @Test
    void bars_of_two_traces_stand_beside_each_other_or_on_each_other() {
        var table =
                Table.create(
                        StringColumn.create("network", "a"),
                        DoubleColumn.create("first", new double[] {30}),
                        DoubleColumn.create("second", new double[] {50}));
        var beside = svg(bars(table, Layout.BarMode.GROUP));
        // one place of 717, of which 0.8 for both; the axis from 0 to 50
        assertThat(beside)
                .contains("x=\"134.7\" y=\"209.0\" width=\"286.8\" height=\"192.0\"")
                .contains("x=\"421.5\" y=\"81.0\" width=\"286.8\" height=\"320.0\"");
        var stacked = svg(bars(table, Layout.BarMode.STACK));
        // the axis from 0 to 80
        assertThat(stacked)
                .contains("x=\"134.7\" y=\"281.0\" width=\"573.6\" height=\"120.0\"")
                .contains("x=\"134.7\" y=\"81.0\" width=\"573.6\" height=\"200.0\"");
    }

    @Test
    void a_number_below_0_takes_from_a_stack_as_in_plotly() {
        var table =
                Table.create(
                        StringColumn.create("network", "a"),
                        DoubleColumn.create("first", new double[] {50}),
                        DoubleColumn.create("second", new double[] {-10}));
        // plotly.js 4.1.2 draws the second from 50 down to 40; 10 of 50 are a fifth of 320
        assertThat(svg(bars(table, Layout.BarMode.STACK)))
                .contains("y=\"81.0\" width=\"573.6\" height=\"320.0\"")
                .contains("y=\"81.0\" width=\"573.6\" height=\"64.0\"");
    }

    private static Figure bars(Table table, Layout.BarMode mode) {
        return VerticalBarPlot.create("t", table, "network", mode, "first", "second");
    }

    @Test
    void a_bar_that_lies_begins_at_0() {
        var svg =
                svg(
                        HorizontalBarPlot.create(
                                "t",
                                RUNS.where(RUNS.doubleColumn("macs").isLessThan(15)),
                                "family",
                                "accuracy"));
        // the names take 0.58 * 6 * 15 and 2.3 * 15; the axis from 0 to 80
        assertThat(svg).contains("x=\"86.7\"").contains("width=\"693.3\"");
    }

    @Test
    void a_box_reaches_from_quartile_to_quartile() {
        var svg = svg(BoxPlot.create("t", RUNS, "family", "accuracy"));
        // of 80 and 85 the quartiles are 80 and 85, the median 82.5; 80 to 100 from 362 to 42
        assertThat(svg)
                .contains(
                        "points=\"152.9,362.0 332.1,362.0 332.1,282.0 152.9,282.0 152.9,362.0\"",
                        "points=\"152.9,322.0 332.1,322.0\" fill=\"none\" stroke-width=\"3.0\"");
    }

    @Test
    void a_histogram_counts() {
        var svg = svg(Histogram.create("t", new double[] {1, 2, 2, 3, 3, 3, 4, 4, 5, 9}));
        // plotly: from -0.5 in bins of 2, 5 in the second; the axes from -2 to 10 and 0 to 5
        assertThat(svg).contains("x=\"272.1\" y=\"42.0\" width=\"119.5\" height=\"320.0\"");
        assertThat(svg).contains("<title>1.5 to 3.5, 5</title>");
    }

    @Test
    void dates_lie_as_far_apart_as_their_days() {
        var svg = svg(TimeSeriesPlot.create("t", RUNS, "day", "accuracy"));
        assertThat(svg).contains("points=\"63.3,362.0 302.2,282.0 541.1,202.0 780.0,42.0\"");
        assertThat(svg).contains(">2024-01-15</text>");
    }

    @Test
    void error_bars_reach_below_and_above_their_point() {
        var trace =
                ScatterTrace.builder(new double[] {0, 10}, new double[] {25, 30})
                        .mode(ScatterTrace.Mode.MARKERS)
                        .build();
        var with = ExtendedTrace.of(trace).errorY(new double[] {5, 0}, new double[] {10, 0});
        var figure = new Figure(Layout.builder("t").build(), with);
        // y from 20 to 35, a third of 320 for 5
        assertThat(svg(figure))
                .contains("59.0,362.0 67.0,362.0 63.0,362.0 63.0,42.0 59.0,42.0 67.0,42.0")
                .contains("translate(63.0 255.3)");
    }

    @Test
    void bubbles_have_areas_or_widths_as_plotly_has_them() {
        var sizes = Marker.builder().size(100, 400).sizeMode(Marker.SizeMode.AREA).build();
        var figure = new Figure(Layout.builder("t").build(), bubbles(sizes));
        assertThat(svg(figure)).contains("r=\"16.0\"", "r=\"32.0\"");
        var wide =
                new Figure(
                        Layout.builder("t").build(),
                        bubbles(Marker.builder().size(100, 400).build()));
        assertThat(svg(wide)).contains("r=\"8.0\"", "r=\"32.0\"");
    }

    private static ScatterTrace bubbles(Marker marker) {
        return ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4})
                .marker(marker)
                .build();
    }

    @Test
    void a_size_that_is_given_decides_the_shape_and_tablesaw_s_own_does_not() {
        var trace = ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4}).build();
        var flat = Layout.builder("t").width(600).height(300).build(); // 800 x 400
        assertThat(svg(new Figure(flat, trace))).startsWith(sized(400));
        // 42 above 320 of axes, 54 below
        assertThat(svg(new Figure(Layout.builder("t").build(), trace))).startsWith(sized(416));
    }

    @Test
    void a_cell_lies_where_its_names_say_and_its_row_is_as_high_as_the_figure_asks() {
        var cells = Heatmap.create("t", RUNS, "family", "seed").getTraces();
        var flat = Layout.builder("t").width(600).height(300).build(); // 800 x 400
        var figure = new Figure(flat, cells);
        // "DenseNet" takes 0.58 * 8 * 15 and 2.3 * 15 to the left; a cell is 120 wide at most. 42
        // above and 54 below leave 152 for each of two rows. DenseNet is the first, and lowest.
        assertThat(StaticFigure.of(figure).remarks()).isEmpty();
        assertThat(svg(figure))
                .startsWith(sized(400))
                .contains(
                        "x=\"104.1\" y=\"42.0\" width=\"120.2\" height=\"152.2\" fill=\"#440154\"")
                .contains(
                        "x=\"464.1\" y=\"194.0\" width=\"120.2\" height=\"152.2\" fill=\"#440154\"")
                .contains(
                        "x=\"104.1\" y=\"194.0\" width=\"120.2\" height=\"152.2\""
                                + " fill=\"#fde725\"");
    }

    @Test
    void points_lie_on_the_cells_of_a_heat_map_and_a_second_one_is_not_drawn() {
        var cells = Heatmap.create("t", RUNS, "family", "seed").getTraces()[0];
        var points =
                ScatterTrace.builder(
                                StringColumn.create("x", "3"), StringColumn.create("y", "ResNet"))
                        .mode(ScatterTrace.Mode.MARKERS)
                        .build();
        var drawn = StaticFigure.of(new Figure(Layout.builder("t").build(), cells, points, cells));
        // in the middle of the third column and the upper row; above each other they are square
        assertThat(drawn.svg()).contains("fill=\"#440154\"").contains("translate(404.1 ");
        assertThat(drawn.remarks())
                .containsExactly(
                        "trace 3 (heatmap): not drawn, for it shares its figure with another heat"
                                + " map");
    }

    private static String sized(int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"" + height + "\"";
    }

    @Test
    void whole_numbers_have_whole_ticks() {
        var epochs = new double[] {1, 2, 3};
        var accuracy = new double[] {80.5, 82, 84};
        var svg = svg(LinePlot.create("t", "epoch", epochs, "accuracy", accuracy));
        assertThat(svg).contains(">1</text>", ">2</text>", ">3</text>").doesNotContain(">1.5<");
    }

    @Test
    void a_number_at_the_end_of_a_bar_stays_in_the_picture() {
        var names = StringColumn.create("k", "a", "b");
        var table = Table.create("t", names, DoubleColumn.create("v", 1500, 1500));
        var svg = svg(HorizontalBarPlot.create("t", table, "k", "v"));
        // four letters of 0.65 x 12 pixels end at 800
        assertThat(svg).contains("<text x=\"768.8\"").contains("text-anchor=\"start\">1500<");
    }

    @Test
    void a_range_that_is_given_is_kept() {
        var axis = Axis.builder().title("y").range(0, 200).build();
        var layout = Layout.builder("t").yAxis(axis).build();
        var trace = ScatterTrace.builder(new double[] {10, 40}, new double[] {80, 100}).build();
        assertThat(svg(new Figure(layout, trace))).contains("translate(63.3 234.0)");
    }

    @Test
    void what_is_not_understood_is_said_in_a_line_and_the_rest_is_drawn() {
        var violin =
                ViolinTrace.builder(RUNS.stringColumn("family"), RUNS.doubleColumn("accuracy"))
                        .build();
        var points =
                ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4})
                        .name("here")
                        .yAxis(ScatterTrace.YAxis.Y2)
                        .build();
        var line =
                ScatterTrace.builder(new double[] {1, 2}, new double[] {3, 4})
                        .name("there")
                        .mode(ScatterTrace.Mode.LINE)
                        .line(Line.builder().shape(Line.Shape.SPLINE).build())
                        .build();
        var figure =
                new Figure(
                        Layout.builder("t").plotBgColor("#ff0000").build(), violin, points, line);
        var drawn = StaticFigure.of(figure);
        assertThat(drawn.remarks())
                .containsExactly(
                        "trace 1 (violin): not drawn, for it is of type violin",
                        "trace 2 \"here\" (scatter): not drawn, for it has an axis of its own,"
                                + " yaxis y2",
                        "trace 3 \"there\" (scatter): line.shape is not drawn");
        assertThat(drawn.svg()).contains("points=\"63.0,362.0 780.0,42.0\"");
        assertThat(Chart.of(figure).mimeBundle().get("text/plain"))
                .endsWith("line.shape is not drawn");
    }

    @Test
    void a_pie_is_refused_with_the_reason_and_so_is_what_has_nothing_to_draw() {
        assertThatThrownBy(() -> StaticFigure.of(PiePlot.create("t", RUNS, "family", "macs")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("angles are read worse than lengths");
        assertThatThrownBy(
                        () ->
                                StaticFigure.of(
                                        ViolinPlot.create("t", RUNS, "family", "macs", true, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a picture needs a trace of type scatter, bar, histogram, box or heatmap,"
                                + " but the figure has trace 1 (violin); use one of those");
    }

    @Test
    void a_heat_map_of_numbers_is_in_their_order() {
        var svg = svg(Heatmap.create("t", RUNS, "family", "seed"));
        assertThat(svg.indexOf(">2</text>")).isPositive().isLessThan(svg.indexOf(">10</text>"));
        assertThat(svg).doesNotContain("10.0");
    }

    private static String svg(Figure figure) {
        return StaticFigure.of(figure).svg();
    }
}
