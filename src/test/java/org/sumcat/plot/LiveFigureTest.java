package org.sumcat.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.chart.Style;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Hue;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/** What plotly.js 2, 3 and 4 want of a figure that a student built. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveFigureTest {
    private static final Table RUNS =
            Table.create(
                    "runs",
                    DoubleColumn.create("macs", new double[] {10, 20, Double.NaN}),
                    IntColumn.create("parameters", new int[] {1_000_000, 4_000_000, 2_000_000}),
                    IntColumn.create("seed", new int[] {2, 10, 1}),
                    StringColumn.create("network", "it's \"a\" <b> \\", "c", "c"),
                    StringColumn.create("family", "ResNet", "DenseNet", "DenseNet"),
                    DateColumn.create(
                            "day",
                            List.of(
                                    LocalDate.of(2024, 1, 1),
                                    LocalDate.of(2024, 1, 2),
                                    LocalDate.of(2024, 1, 3))));

    @Test
    void titles_are_objects_and_numbers_are_numbers() {
        var json = json(ScatterPlot.create("it's", RUNS, "macs", "parameters"));
        assertThat(json.at("/layout/title/text").asText()).isEqualTo("it's");
        assertThat(json.at("/layout/xaxis/title/text").asText()).isEqualTo("macs");
        assertThat(json.at("/layout/xaxis/type").asText()).isEqualTo("linear");
        assertThat(json.at("/data/0/x").toString()).isEqualTo("[10.0,20.0,null]");
        assertThat(json.at("/data/0/y/1").isNumber()).isTrue();
    }

    @Test
    void any_name_is_what_it_was() {
        var json = json(ScatterPlot.create("\\", RUNS, "macs", "parameters", "network"));
        assertThat(json.at("/layout/title/text").asText()).isEqualTo("\\");
        assertThat(json.at("/data/0/name").asText()).isEqualTo("it's \"a\" <b> \\");
    }

    @Test
    void nothing_offers_to_send_a_figure_anywhere() {
        var config = json(Histogram.create("t", RUNS, "parameters")).get("config");
        assertThat(config.path("showSendToCloud").isBoolean()).isTrue();
        assertThat(config.path("showSendToCloud").asBoolean()).isFalse();
        assertThat(config.toString()).doesNotContain("http");
    }

    @Test
    void bubbles_are_at_most_64_pixels_wide_also_where_a_group_has_only_one() {
        var figure = BubblePlot.create("t", RUNS, "macs", "seed", "parameters", "network");
        var marker = json(figure).at("/data/0/marker");
        assertThat(marker.at("/size/0").asDouble()).isEqualTo(1_000_000);
        assertThat(4_000_000 / marker.path("sizeref").asDouble()).isEqualTo(64);
    }

    @Test
    void a_heat_map_of_numbers_has_them_in_their_order() {
        var axis = json(Heatmap.create("t", RUNS, "family", "seed")).at("/layout/xaxis");
        assertThat(axis.path("type").asText()).isEqualTo("category");
        assertThat(axis.path("categoryarray").toString()).isEqualTo("[\"1\",\"2\",\"10\"]");
    }

    @Test
    void days_stay_days_and_settings_that_say_nothing_go() {
        var days = json(TimeSeriesPlot.create("t", RUNS, "day", "seed"));
        assertThat(days.at("/layout/xaxis/type").asText()).isEqualTo("date");
        assertThat(days.at("/data/0/x/0").asText()).isEqualTo("2024-01-01");
        var histogram = json(Histogram.create("t", RUNS, "parameters")).at("/data/0");
        assertThat(histogram.has("nbinsx") || histogram.has("autobinx")).isFalse();
        assertThat(histogram.path("opacity").isNumber()).isTrue();
        assertThat(json(PiePlot.create("t", RUNS, "family", "seed")).at("/data/0/type").asText())
                .isEqualTo("pie");
    }

    @Test
    void whole_numbers_are_counted_in_whole_steps() {
        var layout = Layout.builder("t").xAxis(Style.count("seed")).yAxis(Axis.builder().build());
        var trace = ScatterPlot.create("t", RUNS, "seed", "parameters").getTraces();
        var axis = json(new Figure(layout.build(), trace)).at("/layout/xaxis");
        assertThat(axis.path("dtick").asDouble()).isEqualTo(1);
    }

    @Test
    void bars_that_are_families_have_the_colours_of_their_fusions() {
        var bars = json(VerticalBarPlot.create("t", RUNS, "family", "seed"));
        String concat = Hue.of(Fusion.CONCAT).colour();
        assertThat(bars.at("/data/0/marker/color"))
                .extracting(JsonNode::asText)
                .containsExactly(Hue.of(Fusion.SUM).colour(), concat, concat);
    }

    @Test
    void a_trace_that_is_no_object_is_refused_by_its_number() {
        assertThatThrownBy(() -> LiveFigure.json(new Figure(saying("{x: [1, 2]} {}"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a figure must be what Tablesaw writes, but its trace 1");
        assertThatThrownBy(() -> LiveFigure.json(new Figure(saying("{x: [1, 2], x: [3]}"))))
                .hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> LiveFigure.json(new Figure(saying("alert(1)"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Trace saying(String script) {
        return new Trace() {
            @Override
            public String asJavascript(int index) {
                return "var trace0 = " + script + ";";
            }

            @Override
            public String name() {
                return "";
            }

            @Override
            public HoverLabel hoverLabel() {
                return HoverLabel.builder().build();
            }

            @Override
            public boolean showLegend() {
                return false;
            }
        };
    }

    private static JsonNode json(Figure figure) {
        try {
            return new ObjectMapper().readTree(LiveFigure.json(figure));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
