package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.chart.ExtendedTrace;
import org.sumcat.notebook.GuideFigures;
import org.sumcat.palette.ColourScale;
import org.sumcat.plot.LiveFigure;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.Mode;

/**
 * The live form of figures as the last plotly.js of each major version draws it; skipped where this
 * machine has no Chromium, or no npm that fetches one.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveFigureInBrowserTest {
    private static final String TWO = "2.35.3";
    private static final String THREE = "3.7.0";
    private static final String FOUR = "4.1.2";

    @TempDir private Path folder;

    private Chromium browser;

    @BeforeEach
    void find_a_browser() throws Exception {
        browser = Chromium.find(Files.createDirectory(folder.resolve("browser")));
    }

    private static Figure errors() {
        double[] depths = {20, 56, 110};
        return new Figure(
                Layout.builder("Accuracy by depth", "depth (layers)", "test accuracy (%)")
                        .showLegend(true)
                        .build(),
                bars("plain", depths, 83, 80, 71),
                bars("sum", depths, 84, 85, 86));
    }

    private static ExtendedTrace bars(String name, double[] depths, double... means) {
        var trace = ScatterTrace.builder(depths, means).mode(Mode.LINE_AND_MARKERS).name(name);
        return ExtendedTrace.of(trace.build())
                .errorY(new double[] {1, 2, 3}, new double[] {2, 1, 2});
    }

    private static Figure cells() {
        var trace =
                HeatmapTrace.builder(
                                new Object[] {"none", "4k"},
                                new Object[] {"1.0", "0.5"},
                                new double[][] {{100, 110}, {60, 70}})
                        .build();
        var names = Axis.builder().type(Axis.Type.CATEGORY); // or 1.0 would be a number
        return new Figure(
                Layout.builder("Parameters")
                        .xAxis(names.title("bottleneck").build())
                        .yAxis(names.title("compression").build())
                        .build(),
                ExtendedTrace.of(trace).colourScale(new ColourScale("parameters (%)", 0, 60, 110)));
    }

    private JsonNode seen(String version, Map<String, String> figures) throws Exception {
        var seen = PlotlyPage.seen(browser, version, figures, folder);
        assertThat(seen.at("/version").asText()).isEqualTo(version);
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE, FOUR})
    void a_figure_shows_all_that_it_says_and_offers_to_send_nothing(String version)
            throws Exception {
        var figures = new LinkedHashMap<String, String>();
        figures.put("errors", LiveFigure.json(errors()));
        figures.put("cells", LiveFigure.json(cells()));
        GuideFigures.all().forEach((name, figure) -> figures.put(name, LiveFigure.json(figure)));

        JsonNode seen = seen(version, figures);

        assertThat(words(seen.at("/errors"))).isEmpty();
        JsonNode errors = seen.at("/figures/errors");
        assertThat(words(errors.at("/title"))).containsExactly("Accuracy by depth");
        assertThat(words(errors.at("/x"))).containsExactly("depth (layers)");
        assertThat(words(errors.at("/y"))).containsExactly("test accuracy (%)");
        assertThat(words(errors.at("/legend"))).containsExactly("plain", "sum");
        assertThat(errors.at("/errorBars").asInt()).isEqualTo(6);
        assertThat(errors.at("/lines").asInt()).isEqualTo(2);
        JsonNode cells = seen.at("/figures/cells");
        assertThat(words(cells.at("/title"))).containsExactly("Parameters");
        assertThat(words(cells.at("/scale"))).contains("parameters (%)");
        assertThat(cells.at("/cells").asInt()).isEqualTo(1);
        assertThat(words(cells.at("/yTicks"))).containsExactlyInAnyOrder("1.0", "0.5");
        theGuidesFiguresShow(seen.at("/figures"));
        for (JsonNode figure : seen.at("/figures")) {
            assertThat(words(figure.at("/buttons")))
                    .isNotEmpty()
                    .noneMatch(button -> button.matches("(?i).*(cloud|chart studio|share|send).*"));
        }
    }

    private static void theGuidesFiguresShow(JsonNode figures) {
        GuideFigures.all()
                .forEach(
                        (name, figure) ->
                                assertThat(words(figures.at("/" + name + "/title")))
                                        .as(name)
                                        .hasSize(1));
        for (String name : List.of("ScatterPlot", "LinePlot", "BubblePlot", "TimeSeriesPlot")) {
            assertThat(words(figures.at("/" + name + "/legend")))
                    .as(name)
                    .containsExactlyInAnyOrder("sum", "concat");
            assertThat(words(figures.at("/" + name + "/y"))).as(name).containsExactly("accuracy");
        }
        assertThat(figures.at("/ScatterPlot/points").asInt()).isEqualTo(6);
        assertThat(figures.at("/BubblePlot/points").asInt()).isEqualTo(6);
        assertThat(figures.at("/LinePlot/lines").asInt()).isEqualTo(2);
        assertThat(figures.at("/TimeSeriesPlot/lines").asInt()).isEqualTo(2);
        assertThat(figures.at("/VerticalBarPlot/bars").asInt()).isEqualTo(2);
        assertThat(figures.at("/HorizontalBarPlot/bars").asInt()).isEqualTo(2);
        assertThat(figures.at("/Histogram/bars").asInt()).isPositive();
        assertThat(figures.at("/BoxPlot/boxes").asInt()).isEqualTo(2);
        assertThat(figures.at("/Heatmap/cells").asInt()).isEqualTo(1);
    }

    /** What the test above would see: else it could not fail. */
    @Test
    void what_tablesaw_by_itself_writes_is_seen_to_lack_its_title_and_to_offer_to_send()
            throws Exception {
        String raw =
                """
                {"data": [{"type": "scatter", "x": [1, 2], "y": [1, 2], "line": {"width": "a"}},
                          {"type": "nonsense", "z": 3}],
                 "layout": {"title": "lost", "showlegend": false}, "config": {}}
                """;

        JsonNode seen = seen(FOUR, Map.of("raw", raw));

        assertThat(words(seen.at("/figures/raw/title"))).doesNotContain("lost");
        assertThat(words(seen.at("/figures/raw/buttons")).toString())
                .containsPattern("(?i)cloud|chart studio|share|send");
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
