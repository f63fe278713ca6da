package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sumcat.cli.CellsInKernel.shown;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a reader of Tablesaw's guide types, as the last line of a cell, in our kernel and in those
 * that {@code SUMCAT_KERNEL_JARS} names; then the page that nbconvert makes of it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TablesawInKernelsTest {
    private static final String OURS = "ours";

    /** Every lesson's imports, and all of Tablesaw's that its guide has. */
    private static final String START =
            """
            import java.util.*;
            import java.util.stream.*;
            import org.sumcat.chart.*;
            import org.sumcat.compare.*;
            import org.sumcat.data.*;
            import org.sumcat.effect.*;
            import org.sumcat.measure.*;
            import org.sumcat.network.*;
            import org.sumcat.nn.*;
            import org.sumcat.notebook.*;
            import org.sumcat.report.*;
            import org.sumcat.statistics.*;
            import org.sumcat.train.*;
            import org.sumcat.zoo.*;
            import tech.tablesaw.api.*;
            import tech.tablesaw.plotly.api.*;
            import tech.tablesaw.plotly.components.*;
            import static tech.tablesaw.aggregate.AggregateFunctions.*;

            Lab.start();""";

    private static final List<String> FIGURES =
            List.of(
                    "ScatterPlot.create(\"t\", table, \"macs\", \"accuracy\", \"family\")",
                    "LinePlot.create(\"t\", table, \"macs\", \"accuracy\", \"family\")",
                    "VerticalBarPlot.create(\"t\", table.countBy(\"family\"), \"family\", \"Count\")",
                    "HorizontalBarPlot.create(\"t\", table.countBy(\"size\"), \"size\", \"Count\")",
                    "Histogram.create(\"t\", table, \"accuracy\")",
                    "BoxPlot.create(\"t\", table, \"family\", \"accuracy\")",
                    "Heatmap.create(\"t\", table, \"family\", \"size\")",
                    "BubblePlot.create(\"t\", table, \"macs\", \"accuracy\", \"parameters\", \"family\")",
                    "TimeSeriesPlot.create(\"t\", table, \"day\", \"accuracy\", \"family\")");

    @TempDir private Path folder;

    static Stream<String> kernels() {
        String jars = System.getenv().getOrDefault("SUMCAT_KERNEL_JARS", "");
        return Stream.concat(
                Stream.of(OURS),
                Stream.of(jars.split(File.pathSeparator, -1)).filter(jar -> !jar.isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tables_and_figures_show_where_they_are_the_value_of_a_cell(String kernel)
            throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v jupyter-nbconvert").start().waitFor()
                        == 0,
                "jupyter-nbconvert is not here: no cell was run");
        Path library = folder.resolve("sumcat.jar");
        TestKernel.putJar(library);
        var notebook = new CellsInKernel(folder);
        notebook = kernel.equals(OURS) ? notebook.ours() : notebook.outside(kernel);

        var sources =
                Stream.concat(
                        Stream.of(
                                "%jars " + library,
                                START,
                                "Table table = org.sumcat.notebook.GuideFigures.networks();",
                                "table.summarize(\"accuracy\", mean, stdDev).by(\"family\")",
                                "PiePlot.create(\"t\", table.countBy(\"size\"), \"size\", \"Count\")",
                                "Lab.show(" + FIGURES.get(0) + ");"),
                        FIGURES.stream());
        List<JsonNode> cells = notebook.run(sources.toArray(String[]::new));

        assertThat(cells).noneMatch(cell -> cell.toString().contains("\"traceback\""));
        assertThat(shown(cells.get(3), "text/html")).contains("<table", "align=\"right\"");
        assertThat(shown(cells.get(3), "text/plain")).contains("Mean [accuracy]");
        assertThat(shown(cells.get(4), "text/plain")).contains("pie");
        for (JsonNode cell : cells.subList(5, cells.size())) {
            assertThat(cell.path("outputs")).as(cell.path("source").toString()).hasSize(1);
            assertThat(shown(cell, "image/png")).startsWith("iVBORw0KGgo");
        }
        String page = notebook.html();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/tablesaw-in-a-kernel.html"), page);
        assertThat(page.split("<img[^>]*src=\"data:image/png", -1)).hasSize(1 + 10);
        assertThat(page).contains("Mean [accuracy]");
    }
}
