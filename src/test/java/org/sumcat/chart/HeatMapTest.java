package org.sumcat.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.palette.ColourGradient;
import org.sumcat.palette.ColourScale;
import org.sumcat.plot.Width;
import org.sumcat.render.TextTable;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.Trace;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HeatMapTest {
    private static final double NONE = Double.NaN;
    private static final List<List<Double>> VALUES =
            List.of(List.of(0.0, 0.25, 1.0), List.of(NONE, 0.5, 0.125));

    private final Chart map =
            HeatMap.of(
                    "Who reads whom",
                    "The later layer reads less.",
                    new Side("source", List.of("1", "2 <&>")),
                    new Side("target", List.of("2", "3", "4")),
                    ColourScale.over("mean weight", 2, VALUES),
                    VALUES);

    @Test
    void draws_a_cell_for_each_number_and_none_where_there_is_none() {
        assertThat(map.svg().split("<title>source", -1)).hasSize(5 + 1);
        assertThat(map.svg())
                .contains(
                        "source 1, target 4: mean weight 1.00", "source 2 &lt;&amp;&gt;, target 3");
    }

    /** The ends of viridis, from matplotlib. */
    @Test
    void is_lightest_at_the_least_and_darkest_at_the_largest() {
        assertThat(map.svg()).contains(">source 1, target 2: mean weight 0.00</title>");
        assertThat(ColourGradient.VIRIDIS.colour(0)).isEqualTo("#fde725");
        assertThat(ColourGradient.VIRIDIS.colour(1)).isEqualTo("#440154");
        assertThat(ColourGradient.VIRIDIS.ink(0)).isEqualTo("#1f2328");
        assertThat(ColourGradient.VIRIDIS.ink(1)).isEqualTo("#ffffff");
    }

    @Test
    void has_a_table_that_says_the_same_with_the_unit_in_a_column_name() {
        var cells = TextTable.of(map.table());
        assertThat(cells.head())
                .containsExactly("source (rows), target (columns): mean weight", "2", "3", "4");
        assertThat(cells.rows())
                .containsExactly(
                        List.of("1", "0.00", "0.25", "1.00"), List.of("2 <&>", "", "0.50", "0.13"));
    }

    @Test
    void is_a_heat_map_in_plotly_with_gaps_as_null() throws IOException {
        var trace = new ObjectMapper().readTree(map.plotly()).at("/data/0");
        assertThat(trace.path("type").asText()).isEqualTo("heatmap");
        assertThat(trace.at("/z/1").toString()).isEqualTo("[null,0.5,0.125]");
        assertThat(trace.at("/y/1").asText()).isEqualTo("2 <&>");
        assertThat(trace.path("zmax").asDouble()).isEqualTo(1);
    }

    @Test
    void of_one_row_is_as_high_as_the_names_beside_it_need() {
        String measure = "accuracy lost on held-out training images (points)";
        var flat =
                HeatMap.of(
                        "One row",
                        "",
                        new Side("network", List.of("a")),
                        new Side("rate", List.of("1", "2")),
                        ColourScale.over(measure, 0, List.of(List.of(0.0, 9.0))),
                        List.of(List.of(0.0, 9.0)));
        double height =
                Double.parseDouble(flat.svg().replaceAll("(?s).*?height=\"([0-9.]+).*", "$1"));
        int font = 14; // of a wide figure, in pixels; DejaVu's letters are about half as wide
        assertThat(height).isGreaterThan(measure.length() * 0.5 * font);
    }

    /** For looking at: {@code target/heat-maps}. */
    @Test
    void has_room_for_many_cells_and_for_long_names() throws IOException {
        var folder = Path.of("target", "heat-maps");
        Files.createDirectories(folder);
        Files.write(folder.resolve("small.png"), map.png());
        var names = IntStream.rangeClosed(1, 60).mapToObj(i -> "layer " + i).toList();
        var many =
                HeatMap.of(
                        "Many layers",
                        "",
                        new Side("source layer", names),
                        new Side("target layer", names),
                        new ColourScale("share", 2, 0, 1),
                        Collections.nCopies(60, Collections.nCopies(60, 0.5)));
        Files.write(folder.resolve("many.png"), many.png());
        assertThat(many.svg()).contains(">layer 1<").doesNotContain(">layer 2<");
        var classes =
                List.of(
                        "t-shirt",
                        "trouser",
                        "pullover",
                        "dress",
                        "coat",
                        "sandal",
                        "shirt",
                        "sneaker",
                        "bag",
                        "ankle boot");
        var confusion =
                HeatMap.of(
                        "Confusion",
                        "",
                        new Side("true class", classes),
                        new Side("named", classes),
                        new ColourScale("images", 0, 0, 100),
                        IntStream.range(0, 10)
                                .mapToObj(
                                        r ->
                                                IntStream.range(0, 10)
                                                        .mapToObj(c -> r == c ? 87.0 : r + c)
                                                        .toList())
                                .toList());
        Files.write(folder.resolve("confusion.png"), confusion.png());
        Files.writeString(folder.resolve("narrow.svg"), confusion.inline(Width.NARROW));
        assertThat(confusion.svg()).contains(">87</text>");
    }

    @Test
    void refuses_a_grid_with_holes_in_its_rows_and_names_that_stand_twice() {
        assertThatThrownBy(() -> map(List.of("a"), List.of("b", "c"), List.of(List.of(1.0))))
                .hasMessageContaining("a heat map needs values for 1 rows of 2 columns");
        assertThatThrownBy(
                        () ->
                                map(
                                        List.of("a", "a"),
                                        List.of("b"),
                                        List.of(List.of(1.0), List.of(2.0))))
                .hasMessageContaining("names in a heat map must differ");
        assertThatThrownBy(() -> new ColourScale("x", 0, 1, 1))
                .hasMessage("colours must go from a number to a higher one, but from 1.0 to 1.0");
    }

    private static Chart map(List<String> rows, List<String> columns, List<List<Double>> values) {
        return HeatMap.of(
                "t",
                "",
                new Side("r", rows),
                new Side("c", columns),
                new ColourScale("x", 0, 0, 1),
                values);
    }

    @Test
    void writes_words_of_its_own_into_cells_line_by_line() {
        var words =
                HeatMap.of(
                        "Words",
                        "",
                        new Side("row", List.of("a", "b")),
                        new Side("column", List.of("c")),
                        ColourScale.ofDifferences("points", 1, List.of(List.of(-2.0, 1.0))),
                        List.of(List.of(-2.0), List.of(1.0)),
                        List.of(List.of("two less<br>for sure"), List.of("one more")));
        assertThat(words.svg())
                .contains(">two less</text>", ">for sure</text>", ">one more</text>")
                .contains("fill=\"#0072b2\"", "fill=\"#eaaf80\""); // half way to #d55e00
        assertThatThrownBy(
                        () ->
                                HeatMap.of(
                                        "Words",
                                        "",
                                        new Side("row", List.of("a")),
                                        new Side("column", List.of("c")),
                                        ColourScale.over("x", 0, List.of()),
                                        List.of(List.of(1.0)),
                                        List.of(List.of("one", "too many"))))
                .hasMessageContaining("values for 1 rows of 1 columns");
    }

    /** Plotly's own: places and colours, also the other way round; a name that is not ours. */
    @Test
    void draws_the_colours_that_a_trace_lists_and_says_where_it_does_not_know_them() {
        String list = "[[0, '#000000'], [1, '#ffffff']]";
        assertThat(drawn("colorscale: " + list))
                .contains("fill=\"#000000\"", "fill=\"#ffffff\"")
                .doesNotContain("not drawn");
        assertThat(drawn("colorscale: 'Jet'")).contains("(heatmap): colorscale is not drawn");
        assertThat(drawn("colorscale: [[0, 'red'], [1, 'blue']]"))
                .contains("(heatmap): colorscale is not drawn");
        assertThat(drawn("reversescale: true, colorscale: " + list))
                .containsPattern("c:  0</title><rect[^>]* fill=\"#ffffff\"");
        assertThatThrownBy(
                        () ->
                                new ColourGradient(
                                        List.of(new ColourGradient.Stop(0, java.awt.Color.RED))))
                .hasMessageContaining("must rise from 0 to 1, but were [0.0]");
    }

    /** The picture and what is said of it, of a trace with these attributes. */
    private static String drawn(String attributes) {
        var trace =
                HeatmapTrace.builder(
                                new Object[] {"c", "d"},
                                new Object[] {"a"},
                                new double[][] {{0, 1}})
                        .build();
        var with =
                new Trace() {
                    @Override
                    public String asJavascript(int i) {
                        String script = trace.asJavascript(i);
                        return script.substring(0, script.lastIndexOf('}')) + attributes + "};";
                    }

                    @Override
                    public String name() {
                        return "";
                    }

                    @Override
                    public HoverLabel hoverLabel() {
                        return trace.hoverLabel();
                    }

                    @Override
                    public boolean showLegend() {
                        return false;
                    }
                };
        var chart = Chart.of(new Figure(Layout.builder().build(), with));
        return chart.svg() + chart.mimeBundle().get("text/plain");
    }
}
