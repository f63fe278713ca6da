package org.sumcat.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.EqualAccuracy;
import org.sumcat.compare.EqualAccuracyView;
import org.sumcat.diagram.Blueprint;
import org.sumcat.files.FileSignature;
import org.sumcat.network.NetworkSummary;
import org.sumcat.published.Published;
import org.sumcat.report.Measured;
import org.sumcat.speed.Speeds;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What is kept in {@code data}: published tables, measured runs, and the figures made of them. That
 * a committed file is not stale says nothing about what is drawn: the other tests do.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FiguresTest {
    private static final Path DATA = Path.of("data");
    private static final Path PUBLISHED = DATA.resolve("published");
    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void every_published_result_names_its_source() throws IOException {
        for (Row row : Table.read().csv(PUBLISHED.resolve("imagenet.csv").toString())) {
            assertThat(row.getString("source")).as(row.getString("network")).hasSizeGreaterThan(20);
        }
        assertThat(Published.timeline(PUBLISHED).events())
                .hasSizeGreaterThan(10)
                .allSatisfy(e -> assertThat(e.source()).matches(".*(19|20)\\d\\d"))
                .allSatisfy(
                        e -> assertThat(e.resultSource().isEmpty()).isEqualTo(e.errors().isEmpty()))
                .isSortedAccordingTo((a, b) -> Integer.compare(a.year(), b.year()));
    }

    @Test
    void every_family_of_the_zoo_stands_in_the_timeline_in_its_year() throws IOException {
        var years = new HashMap<String, Integer>();
        for (var network : Zoo.networks()) {
            if (!network.family().equals("Plain")) { // the others without their shortcuts
                years.put(
                        network.family().replaceFirst("^DenseNet-B?C?$", "DenseNet"),
                        network.year());
            }
        }
        assertThat(Published.timeline(PUBLISHED).events())
                .extracting(e -> Map.entry(e.family(), e.year()))
                .containsExactlyInAnyOrderElementsOf(years.entrySet());
    }

    @Test
    void a_published_result_of_a_network_that_is_not_its_paper_s_says_so() throws IOException {
        var stated = new ArrayList<String>();
        for (Row row : Table.read().csv(PUBLISHED.resolve("imagenet.csv").toString())) {
            stated.add(row.getString("network"));
        }
        Published.timeline(PUBLISHED).events().forEach(e -> stated.add(e.network()));
        assertThat(stated)
                .contains("AlexNet (torchvision)", "GoogLeNet (torchvision)", "GoogLeNet (BVLC)")
                .contains("ResNet-50 (torchvision)", "VGG-19-BN (torchvision)", "VGG-19")
                .doesNotContain("AlexNet", "GoogLeNet", "VGG-19-BN");
    }

    @Test
    void published_sizes_are_those_of_the_reference_and_of_our_own_count() throws IOException {
        JsonNode references =
                new ObjectMapper()
                        .readTree(RESOURCES.resolve("architectures.json").toFile())
                        .get("networks");
        Map<String, String> specs = specs();
        int counted = 0;
        for (Row row : Table.read().csv(PUBLISHED.resolve("imagenet.csv").toString())) {
            String name = row.getString("reference");
            var parameters = row.getInt("parameters");
            var macs = row.getLong("macs");
            assertThat(references.at("/" + name + "/params").asInt()).isEqualTo(parameters);
            assertThat(references.at("/" + name + "/macs").asLong()).isEqualTo(macs);
            if (specs.containsKey(name)) {
                var ours = NetworkSummary.of(Zoo.network(specs.get(name)), shape(row), 1000);
                assertThat(ours.parameters()).as(name).isEqualTo(parameters);
                assertThat(ours.macs()).as(name).isEqualTo(macs);
                counted++;
            }
        }
        assertThat(counted).isGreaterThanOrEqualTo(9); // 5 ResNets and 4 DenseNets, at least
    }

    @Test
    void the_committed_table_of_measured_runs_is_not_stale() throws IOException {
        assertThat(Measured.csv(Measured.runs(DATA.resolve("measured"))))
                .as("./sumcat results --csv data/measured/runs.csv")
                .isEqualTo(Files.readString(DATA.resolve("measured/runs.csv")));
    }

    @Test
    void the_committed_figures_are_not_stale() {
        var measured = DATA.resolve("measured");
        same("dense-block", Blueprint.of(Zoo.network("densenet:blocks=5,growth=4")).svg());
        same("resnet-20", Blueprint.of(Zoo.network("resnet-20")).svg());
        var large = new Shape(3, 224, 224);
        var network = Zoo.network("densenet-121");
        var counts = NetworkSummary.of(network, large, 1000);
        same("densenet-121", new Blueprint(counts, network.graph(large, 1000)).svg());
        same("timeline", Published.timeline(PUBLISHED).svg());
        same("imagenet", Published.bubbles(PUBLISHED).svg());
        same("measured", Measured.bubbles(Measured.runs(measured)).svg());
        same("speeds", Speeds.read(measured.resolve("speeds.csv")).svg());
        same("map", Measured.map(measured.resolve("map")).figure().svg());
        var sizes = new Comparison(Measured.runs(measured.resolve("efficiency-short")));
        var efficiency = new EqualAccuracyView(EqualAccuracy.of(sizes).get(0));
        // One of an effect has no signature of its own: its folder lists it.
        file("efficiency", efficiency.figures().get(0).svg());
        same("compare", new Comparison(Measured.runs(measured.resolve("compare"))).figure().svg());
    }

    @Test
    void a_bubble_of_measured_runs_is_labelled_with_network_recipe_and_arithmetic() {
        var measured = Measured.bubbles(Measured.runs(DATA.resolve("measured")));
        var notes = measured.table().stringColumn("measured with").asList();
        assertThat(notes)
                .extracting(note -> note.split(", (?![^(]*\\))", 2)[0])
                .doesNotHaveDuplicates()
                .contains(
                        "densenet-d2l (d2l in bfloat16)",
                        "densenet-d2l (d2l in float32)",
                        "densenet-d2l (d2l in float32 on a GPU)",
                        "densenet-bc-100-12 (paper, epochs=5 in bfloat16 on a GPU)");
        assertThat(measured.svg()).contains(">densenet-d2l (d2l in float32 on a GPU)</text>");
    }

    @Test
    void bubbles_lie_inside_of_the_axes() {
        var measured = Measured.bubbles(Measured.runs(DATA.resolve("measured")));
        for (var figure : List.of(measured, Published.bubbles(PUBLISHED))) {
            var circles =
                    Pattern.compile(
                                    "cx=\"([\\d.]+)\" cy=\"([\\d.]+)\" r=\"([\\d.]+)\" *fill-opacity")
                            .matcher(figure.svg())
                            .results()
                            .toList();
            assertThat(circles).hasSize(figure.table().rowCount());
            // the headline takes 2.8 * 15, the legend (1 + 1.6) * 15, the plot 1.6 * 320
            assertThat(circles)
                    .allSatisfy(
                            c ->
                                    assertThat(Double.parseDouble(c.group(2)))
                                            .isBetween(
                                                    80.9 + Double.parseDouble(c.group(3)),
                                                    593.1 - Double.parseDouble(c.group(3))));
            assertThat(circles)
                    .extracting(c -> Double.parseDouble(c.group(3)))
                    .allMatch(r -> r >= 3 && r <= 32)
                    .contains(32.0);
        }
    }

    @Test
    void bubbles_are_named_and_lie_on_an_axis_of_equal_factors() throws IOException {
        var figure = Published.bubbles(PUBLISHED);
        assertThat(figure.svg())
                .contains(
                        ">DenseNet-161<",
                        ">VGG-19-BN*<",
                        ">VGG-19<",
                        "AlexNet (torchvision)",
                        "61.1 M parameters");
        JsonNode plotly = new ObjectMapper().readTree(figure.plotly());
        assertThat(plotly.at("/layout/xaxis/type").asText()).isEqualTo("log");
        assertThat(plotly.at("/data/0/marker/sizemode").asText()).isEqualTo("area");
    }

    @Test
    void a_folder_without_runs_is_refused(@TempDir Path empty) {
        assertThatThrownBy(() -> Measured.runs(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a folder must hold a run.json or report.json somewhere, but %s has none;"
                                        .formatted(empty)
                                + " train first");
        assertThatThrownBy(() -> Published.bubbles(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("published results are read from");
    }

    private static void same(String name, String svg) {
        file(name, FileSignature.SVG.on(svg));
    }

    private static void file(String name, String text) {
        try {
            assertThat(Files.readString(DATA.resolve("figures").resolve(name + ".svg")))
                    .as("data/figures/README.md says how to draw %s anew", name)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> specs() throws IOException {
        var specs = new HashMap<String, String>();
        for (String line : Files.readAllLines(RESOURCES.resolve("architectures.tsv"))) {
            String[] cells = line.split("\t", -1);
            specs.put(cells[0], cells[1]);
        }
        return specs;
    }

    private static Shape shape(Row row) {
        String[] sizes = row.getString("input").split("x", -1);
        return new Shape(
                Long.parseLong(sizes[0]), Long.parseLong(sizes[1]), Long.parseLong(sizes[2]));
    }
}
