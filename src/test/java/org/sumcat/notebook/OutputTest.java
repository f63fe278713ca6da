package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.chart.Chart;
import org.sumcat.chart.ImageGrid;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.data.DrawnSet;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Shown;

/** What a cell shows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputTest {
    private static final String PLOTLY = "application/vnd.plotly.v1+json";

    /** A picture as the reports make them. */
    static final Shown FIGURE = picture(1280, 800);

    static final Chart CURVE =
            Style.figure(
                    "Accuracy",
                    "It rises.",
                    Style.count("epoch"),
                    Style.measure("accuracy (%)"),
                    List.of(
                            new Series(
                                    "sum",
                                    new Look(Fusion.SUM, 0),
                                    List.of(
                                            Point.of(1, 70, "seed 1"),
                                            Point.of(2, 80, "seed 1")))));

    private static Shown picture(int width, int height) {
        var pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var bundle = new LinkedHashMap<String, String>();
        bundle.put("text/plain", "Accuracy");
        bundle.put("image/svg+xml", "<svg/>");
        bundle.put("image/png", new Pixels(pixels).png());
        return () -> bundle;
    }

    @Test
    void has_the_json_as_json() {
        Shown json = () -> Map.of("application/geo+json", "{\"y\": [1, 2.5]}");

        assertThat(Output.of(json).content().get("application/geo+json"))
                .isEqualTo(Map.of("y", List.of(1, 2.5)));
    }

    @Test
    void has_of_two_pictures_the_one_that_every_nbconvert_keeps_at_half_its_pixels() {
        Output output = Output.of(FIGURE);

        assertThat(output.content()).containsKey("image/png").doesNotContainKey("image/svg+xml");
        assertThat(output.metadata())
                .isEqualTo(Map.of("image/png", Map.of("width", 640L, "height", 400L)));
    }

    @Test
    void is_never_wider_than_the_cell_of_a_notebook() {
        assertThat(Output.of(picture(2000, 1400)).metadata())
                .isEqualTo(Map.of("image/png", Map.of("width", 800L, "height", 560L)));
        assertThat(Output.of(new BufferedImage(1200, 30, BufferedImage.TYPE_INT_RGB)).metadata())
                .isEqualTo(Map.of("image/png", Map.of("width", 800L, "height", 20L)));
        assertThat(Output.of(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB)).metadata())
                .isEqualTo(Map.of("image/png", Map.of("width", 28L, "height", 28L)));
    }

    @Test
    void is_of_a_figure_its_picture_alone_which_no_extension_may_replace() {
        assertThat(Output.of(CURVE).content()).containsOnlyKeys("text/plain", "image/png");
    }

    @Test
    void answers_to_the_mouse_where_that_is_asked_for_with_a_picture_for_everybody_else()
            throws Exception {
        Output live = Output.live(CURVE);

        assertThat(live.content()).containsOnlyKeys("text/plain", "image/jpeg", PLOTLY);
        var plotly = new ObjectMapper().valueToTree(live.content()).get(PLOTLY);
        assertThat(plotly.at("/config/showSendToCloud")).isEqualTo(BooleanNode.FALSE);
        assertThat(plotly.at("/data/0/y")).hasSize(2);
        byte[] jpeg = Base64.getDecoder().decode((String) live.content().get("image/jpeg"));
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(1600);
        assertThat(live.metadata())
                .isEqualTo(Map.of("image/jpeg", Map.of("width", 800L, "height", 455L)));
    }

    @Test
    void that_is_made_of_pictures_cannot_answer_to_the_mouse() {
        var tile =
                new ImageGrid.Tile(
                        new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY),
                        "test image 17",
                        "Sandal",
                        "Sneaker");

        var grid = new ImageGrid("Mistakes", "Few.", List.of(tile));

        assertThatThrownBy(() -> Lab.interactive(grid))
                .hasMessage(
                        "only a figure of points, lines or cells can be interactive, but"
                                + " \"Mistakes\" has none; show it with Lab.show");
    }

    @Test
    void is_a_table_as_a_table_and_of_a_long_one_its_beginning() {
        var table = CURVE.table();
        assertThat(Output.of(table).content()).containsOnlyKeys("text/plain", "text/html");
        assertThat(Output.of(table).content().get("text/html")).asString().contains("<td");
        for (int doubled = 0; doubled < 6; doubled++) {
            table.append(table.copy());
        }

        assertThat(Output.of(table).text())
                .startsWith("Accuracy\n")
                .endsWith("\nthe first 50 of 128 rows; where, sortOn and last show others");
        assertThat(Output.of(table).text().lines()).hasSize(53);
        assertThat(table.name()).isEqualTo("Accuracy");
    }

    @Test
    void is_a_long_list_by_its_beginning() {
        assertThat(Output.of(Collections.nCopies(60_000, 7)).text())
                .startsWith("[7, 7, ")
                .endsWith("7, ... 60,000 in all]")
                .hasSizeLessThan(330);
    }

    @Test
    void is_a_gallery_sharp_and_in_words() throws Exception {
        var set = DrawnSet.draw(100, 20, 1);

        Output gallery = Output.of(Gallery.of(set.train(), set.classes(), 3));

        assertThat(gallery.metadata())
                .isEqualTo(Map.of("image/png", Map.of("width", 290L, "height", 600L)));
        byte[] png = Base64.getDecoder().decode((String) gallery.content().get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(580);
        assertThat(gallery.text())
                .startsWith("The first 3 images of each class: ")
                .contains("Ankle boot");
    }

    @Test
    void has_an_svg_that_is_alone() {
        Shown svg = () -> Map.of("image/svg+xml", "<svg/>");

        assertThat(Output.of(svg).content()).containsEntry("image/svg+xml", "<svg/>");
    }

    @Test
    void always_has_a_text() {
        record Named(String name) implements Shown {
            @Override
            public Map<String, String> mimeBundle() {
                return Map.of("text/html", "<i>" + name + "</i>");
            }
        }

        assertThat(Output.of(new Named("SUM")).text()).isEqualTo("Named[name=SUM]");
    }

    @Test
    void has_a_picture_as_png_pixel_by_pixel() throws Exception {
        var picture = new BufferedImage(28, 20, BufferedImage.TYPE_BYTE_GRAY);
        picture.setRGB(3, 4, 0xFFFFFF);

        Output output = Output.of(picture);

        byte[] png = Base64.getDecoder().decode((String) output.content().get("image/png"));
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(seen.getWidth()).isEqualTo(28);
        assertThat(seen.getHeight()).isEqualTo(20);
        assertThat(seen.getRGB(3, 4)).isEqualTo(0xFFFFFFFF);
        assertThat(seen.getRGB(4, 4)).isEqualTo(0xFF000000);
        assertThat(output.text()).isEqualTo("picture, 28 x 20");
    }

    @Test
    void is_refused_if_it_calls_something_json_that_is_not() {
        Shown wrong = () -> Map.of("application/json", "{");

        assertThatThrownBy(() -> Output.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("application/json must be JSON, but was {; see the cause");
    }
}
