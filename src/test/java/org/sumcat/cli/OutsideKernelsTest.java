package org.sumcat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sumcat.cli.CellsInKernel.joined;
import static org.sumcat.cli.CellsInKernel.printed;
import static org.sumcat.cli.CellsInKernel.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * IJava and JJava as they are, run by nbconvert. They are not on Maven Central: {@code
 * SUMCAT_KERNEL_JARS} names jars that run by themselves, separated as in a class path.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutsideKernelsTest {
    private static final String JARS = "SUMCAT_KERNEL_JARS";
    private static final String NONE = "(none)";

    @TempDir private Path folder;

    static List<String> kernels() {
        return List.of(System.getenv().getOrDefault(JARS, NONE).split(File.pathSeparator));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_notebook_starts_shows_and_tells_how_far_it_is(String kernel) throws Exception {
        assumeTrue(!kernel.equals(NONE), JARS + " names no kernels, and Maven Central has none");
        Path library = folder.resolve("sumcat.jar");
        TestKernel.putJar(library);

        List<JsonNode> cells =
                new CellsInKernel(folder)
                        .outside(kernel)
                        .run(
                                "%jars " + library,
                                """
                        import org.sumcat.notebook.*;
                        import org.sumcat.zoo.*;
                        import java.awt.image.BufferedImage;

                        Lab.start();""",
                                "Lab.show(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));",
                                "Lab.show(Lab.html(\"<b>bold</b>\"));",
                                "Lab.html(\"<b>a value</b>\")",
                                "Lab.train(Zoo.network(\"lenet-5\"));",
                                "Lab.show(\"and on\");");

        assertThat(printed(cells.get(1))).contains("Sumcat on Java ").contains("kernel; PyTorch");
        assertThat(shown(cells.get(2), "text/plain")).isEqualTo("picture, 30 x 20");
        assertThat(shown(cells.get(2), "image/png")).startsWith("iVBORw0KGgo");
        assertThat(shown(cells.get(3), "text/html")).isEqualTo("<b>bold</b>");
        assertThat(shown(cells.get(3), "text/plain")).isEqualTo("bold");
        assertThat(shown(cells.get(4), "text/html")).isEqualTo("<b>a value</b>");
        // one line that was rewritten, below those that the data may have caused
        assertThat(cells.get(5).path("outputs"))
                .filteredOn(output -> output.path("output_type").asText().equals("display_data"))
                .singleElement()
                .extracting(output -> joined(output.at("/data/text~1plain")))
                .asString()
                .startsWith("lenet-5: epoch 1");
        assertThat(shown(cells.get(6), "text/plain")).isEqualTo("and on");
        assertThat(cells).noneMatch(cell -> cell.toString().contains("\"traceback\""));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_library_that_is_not_built_is_named_in_the_second_cell(String kernel) throws Exception {
        assumeTrue(!kernel.equals(NONE), JARS + " names no kernels, and Maven Central has none");
        JsonNode lesson = new JsonMapper().readTree(Path.of("notebooks/00-start.ipynb").toFile());
        String start = joined(lesson.at("/cells/2/source"));

        List<JsonNode> cells =
                new CellsInKernel(folder).outside(kernel).run("%jars none/sumcat.jar", start);

        assertThat(start).startsWith("// A package does not exist? Build").contains("Lab.start();");
        assertThat(cells.get(1).toString()).contains("does not exist");
    }
}
