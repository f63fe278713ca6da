package org.sumcat.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Curves;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Hue;
import org.sumcat.palette.Look;
import org.sumcat.plot.Width;
import org.sumcat.render.TextTable;
import org.sumcat.report.TestRuns;
import org.w3c.dom.Element;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartTest {
    private static final String AWKWARD = "a <b> & \"c\" 'd' \\";

    private final Chart curves = Curves.accuracy(TestRuns.three());
    private final Chart rows = new Comparison(TestRuns.three()).figure();

    @Test
    void without_points_is_refused() {
        assertThatThrownBy(() -> figure("f"))
                .hasMessage(
                        "a figure needs at least one series and no empty one, but \"f\" has none;"
                                + " leave it out where there is nothing to draw");
        assertThatThrownBy(() -> figure("f", series(AWKWARD)))
                .hasMessageContaining("has an empty one");
    }

    @Test
    void made_of_the_same_numbers_is_the_same_bytes() {
        assertThat(Curves.accuracy(TestRuns.three()).plotly()).isEqualTo(curves.plotly());
        assertThat(Curves.accuracy(TestRuns.three()).svg()).isEqualTo(curves.svg());
    }

    @Test
    void shows_itself_in_three_ways() {
        var bundle = curves.mimeBundle();
        assertThat(bundle.keySet()).containsExactly("text/plain", "image/svg+xml", "image/png");
        assertThat(bundle.get("text/plain")).contains(curves.title(), curves.text(), "85.81");
        assertThat(Base64.getDecoder().decode(bundle.get("image/png"))).isEqualTo(curves.png());
    }

    @Test
    void as_a_table_has_a_row_for_each_point() {
        assertThat(rows.table().columnNames())
                .containsExactly("network", "test accuracy (%)", "measured with");
        assertThat(TextTable.of(rows.table()).rows())
                .hasSize(6)
                .contains(List.of("ResNet (sum)", "86.55", "seed 2"));
        assertThat(curves.table().columnNames())
                .containsExactly(
                        "network",
                        "epoch",
                        "validation accuracy (%)",
                        "lowest",
                        "highest",
                        "measured with");
        // TestRuns: 0.8630 and 0.8655 less 0.14 / 9
        assertThat(TextTable.of(curves.table()).rows())
                .hasSize(9)
                .contains(List.of("ResNet (sum)", "3", "84.87", "84.74", "84.99", "2 seeds"));
    }

    @Nested
    class The_static_picture {
        @Test
        void is_XML_with_its_words_as_text() throws Exception {
            assertThat(texts(curves.svg()))
                    .contains(
                            curves.title(),
                            "epoch",
                            "validation accuracy (%)",
                            "ResNet (sum)",
                            "1",
                            "3",
                            "70",
                            "90");
            assertThat(texts(rows.svg())).contains("DenseNet-BC (concat)", "mean 87.37");
        }

        @Test
        void names_itself_to_those_who_do_not_see_it() throws Exception {
            var svg = parse(curves.svg());
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-label"))
                    .isEqualTo(curves.title() + ". " + curves.text());
        }

        @Test
        void asks_nobody_for_anything() {
            assertThat(curves.svg().replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http", "href", "url(", "script", "@import");
        }

        @Test
        void survives_any_name() throws Exception {
            var svg = figure(AWKWARD, series(AWKWARD, Point.of(1, 2, AWKWARD))).svg();
            assertThat(texts(svg)).contains(AWKWARD);
        }

        @Test
        void puts_a_point_where_its_numbers_say() {
            // axes 0 to 10 and 20 to 30; left 4.2 * 15 = 63, right 800 - 20; the headline
            // takes 2.8 * 15, the legend (1 + 1.6) * 15, so the plot goes from 81 to 81 + 320
            var svg = figure("f", series("s", Point.of(0, 20, ""), Point.of(10, 30, ""))).svg();
            assertThat(svg).contains("points=\"63.0,401.0 780.0,81.0\"");
        }

        @Test
        void has_room_for_long_numbers_beside_the_title_of_their_axis() {
            var points = List.of(Point.of(1, 0.001, ""), Point.of(2, 2000, ""));
            var figure =
                    Style.figure(
                            "f",
                            "f",
                            Style.measure("x"),
                            Style.powers("y"),
                            List.of(new Series("s", new Look(Fusion.SUM, 0), points)));
            // "0.001" has four digits and a point, a digit is 0.64 wide; 2.3 are the title and gaps
            double left = (2.3 + 0.64 * 4.5) * 15;
            assertThat(figure.svg()).contains("<path class=\"grid\" d=\"M" + left, ">0.001<");
        }

        @Test
        void squeezes_a_name_only_where_it_would_not_fit() {
            var name = "densenet-bc:depth=100,growth=12"; // 31 letters, about 250 pixels
            var figure = figure("f", series(name, Point.of(1, 2, ""), Point.of(2, 3, "")));
            assertThat(figure.svg()).doesNotContain("textLength");
            // 400 less 4.2 * 14 to the left and 46 for the sample of the line
            var wide = figure("f", series(name.repeat(2), Point.of(1, 2, ""), Point.of(2, 3, "")));
            assertThat(wide.inline(Width.NARROW)).contains("textLength=\"295.2\"");
        }

        @Test
        void of_300_epochs_has_at_most_a_dozen_markers_and_the_last() {
            var points = IntStream.rangeClosed(1, 300).mapToObj(i -> Point.of(i, i, "")).toList();
            var svg = figure("f", new Series("s", new Look(Fusion.SUM, 0), points)).svg();
            assertThat(svg.split("class=\"halo\"", -1)).hasSizeBetween(12, 14);
            assertThat(svg).contains("<title>s: f 300, y 300.00</title>");
        }
    }

    @Nested
    class The_picture_in_pixels {
        @Test
        void is_twice_as_wide_as_the_drawing_and_shows_every_line() throws IOException {
            var image = ImageIO.read(new ByteArrayInputStream(curves.png()));
            assertThat(image.getWidth()).isEqualTo(1600);
            var pixels = image.getRGB(0, 0, 1600, image.getHeight(), null, 0, 1600);
            for (var join : List.of(Fusion.NONE, Fusion.SUM, Fusion.CONCAT)) {
                int colour = 0xff000000 | Integer.parseInt(Hue.of(join).colour().substring(1), 16);
                assertThat(IntStream.of(pixels).filter(p -> p == colour).count())
                        .as(join.key())
                        .isGreaterThan(1000);
            }
            assertThat(pixels[0]).isEqualTo(0xffffffff);
        }
    }

    @Nested
    class The_Plotly_figure {
        private final JsonNode json = json(curves);

        @Test
        void has_titles_as_objects_as_Plotly_3_wants_them() {
            assertThat(json.at("/layout/title/text").asText()).isEqualTo(curves.title());
            assertThat(json.at("/layout/xaxis/title/text").asText()).isEqualTo("epoch");
            assertThat(json.at("/layout/yaxis/title/text").asText())
                    .isEqualTo("validation accuracy (%)");
        }

        @Test
        void has_numbers_as_numbers() {
            var line = json.at("/data/3"); // a band and a line for each network
            assertThat(line.get("name").asText()).isEqualTo("ResNet (sum)");
            assertThat(line.get("x").toString()).isEqualTo("[1.0,2.0,3.0]");
            assertThat(line.at("/y/2").isNumber()).isTrue();
            assertThat(line.at("/y/2").asDouble()).isEqualTo(84.865);
            assertThat(json.at("/layout/xaxis/dtick").isNumber()).isTrue();
        }

        @Test
        void has_the_look_of_the_static_picture() {
            var line = json.at("/data/3");
            assertThat(line.at("/line/color").asText()).isEqualTo(Hue.of(Fusion.SUM).colour());
            assertThat(line.at("/line/dash").asText()).isEqualTo("dash");
            assertThat(line.at("/marker/symbol").asText()).isEqualTo("square");
        }

        @Test
        void has_a_band_that_goes_out_along_the_highest_and_back_along_the_lowest() {
            var band = json.at("/data/2");
            assertThat(band.get("fill").asText()).isEqualTo("toself");
            assertThat(band.get("x").toString()).isEqualTo("[1.0,2.0,3.0,3.0,2.0,1.0]");
            // TestRuns: 0.8655 and 0.8630 less 0.14
            assertThat(band.at("/y/0").asDouble()).isEqualTo(72.55);
            assertThat(band.at("/y/5").asDouble()).isEqualTo(72.3);
        }

        @Test
        void has_names_on_the_axis_of_rows() {
            var figure = json(rows);
            assertThat(figure.at("/layout/yaxis/type").asText()).isEqualTo("category");
            assertThat(figure.at("/layout/yaxis").has("title")).isFalse();
            // of each network the range, the mean and the seeds
            assertThat(figure.at("/data/5/y/1").asText()).isEqualTo("ResNet (sum)");
            assertThat(figure.at("/data/5/text/1").asText()).isEqualTo("seed 2");
        }

        @Test
        void survives_any_name() {
            var awkward = json(figure(AWKWARD, series(AWKWARD, Point.of(1, 2, AWKWARD))));
            assertThat(awkward.at("/data/0/name").asText()).isEqualTo(AWKWARD);
            assertThat(awkward.at("/layout/title/text").asText()).isEqualTo(AWKWARD);
        }

        private JsonNode json(Chart figure) {
            try {
                return new ObjectMapper().readTree(figure.plotly());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Chart figure(String title, Series... series) {
        return Style.figure(
                title, title, Style.measure(title), Style.measure("y"), List.of(series));
    }

    private static Series series(String name, Point... points) {
        return new Series(name, new Look(Fusion.SUM, 0), List.of(points));
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<String> texts(String svg) throws Exception {
        var texts = parse(svg).getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }
}
