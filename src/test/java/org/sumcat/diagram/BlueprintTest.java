package org.sumcat.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Hue;
import org.sumcat.zoo.Zoo;
import org.w3c.dom.Element;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlueprintTest {

    @Nested
    class Of_a_dense_block {
        @ParameterizedTest
        @CsvSource({"1, 1", "2, 3", "5, 15", "12, 78", "24, 300"})
        void with_L_layers_has_L_times_L_plus_1_over_2_arcs_into_them(int layers, int arcs) {
            var reads = reads("densenet:growth=4,blocks=" + layers);
            assertThat(reads.subList(0, layers).stream().mapToLong(BlueprintTest::arcs).sum())
                    .isEqualTo(arcs);
            assertThat(arcs(reads.get(layers))).as("what follows").isEqualTo(layers + 1);
            assertThat(reads).hasSize(layers + 1);
        }

        @Test
        void of_DenseNet_121_every_block_has_its_own() {
            // 6, 12, 24 and 16 layers: 21 + 78 + 300 + 136, and 7 + 13 + 25 + 17 at their ends
            long all = reads("densenet-121").stream().mapToLong(BlueprintTest::arcs).sum();
            assertThat(all).isEqualTo(535 + 62);
        }

        @Test
        void of_two_layers_has_their_cards_between_what_comes_in_and_one_concat() {
            var ink = ink("densenet:blocks=2,growth=4");
            assertThat(ink.cards())
                    .filteredOn(card -> card.join() == Fusion.CONCAT)
                    .extracting(DiagramCanvas.Card::title)
                    .hasSize(3) // and the layers are batch norm, ReLU, convolution
                    .startsWith("input")
                    .filteredOn(title -> title.equals("batch norm, relu, 3×3, 4"))
                    .hasSize(2);
            assertThat(ink.joints()).hasSize(1 + 1); // the legend's
        }

        @Test
        void grows_by_k_channels_at_every_layer() {
            assertThat(numbers("densenet:blocks=5,growth=4"))
                    .containsExactlyInAnyOrder(
                            "1", "16", "20", "24", "28", "32", "36", "36", "36", "10");
        }

        @Test
        void too_deep_to_be_drawn_says_how_much_of_it_is() {
            assertThat(words("densenet:blocks=100,growth=2"))
                    .contains("12 of 100 layers", "100 layers of 3×3, 2");
        }
    }

    @Nested
    class Of_a_ResNet {
        @Test
        void has_a_shortcut_and_a_plus_for_each_unit_and_tells_zeros_from_identity() {
            var ink = ink("resnet-20");
            assertThat(ink.wires().stream().filter(w -> w.kind().equals("shortcut")))
                    .hasSize(9)
                    .filteredOn(w -> w.gaps().equals(ShortcutStyle.ZEROS.gaps))
                    .hasSize(2);
            assertThat(ink.joints().stream().filter(DiagramCanvas.Joint::sum))
                    .hasSize(9 + 1); // the legend
        }

        @Test
        void labels_projections_with_their_convolution() {
            assertThat(words("resnet-50"))
                    .contains("1×1, 256", "1×1/2, 512", "1×1/2, 1024", "1×1/2, 2048")
                    .contains("shortcut: projection", "shortcut: identity", "6×6")
                    .doesNotContain("shortcut: fewer pixels, zeros for new channels");
        }

        @Test
        void draws_equal_units_once_where_they_are_too_many() {
            assertThat(words("resnet-1202")).contains("× 199", "200 units");
        }
    }

    @Nested
    class Of_Inception_modules {
        @Test
        void has_a_lane_for_each_branch_and_a_concat_for_each_module() {
            var ink = ink("googlenet");
            // GoogLeNet's Table 1: nine modules, of four branches each; and the legend's
            assertThat(ink.joints()).hasSize(9 + 1).noneMatch(DiagramCanvas.Joint::sum);
            // its row inception (3a)
            assertThat(words("googlenet"))
                    .contains("1×1, 64", "1×1, 96", "3×3, 128", "1×1, 16", "5×5, 32", "max 3×3");
            // 1x1 64 ends the first lane: 28x28x256 leave where 64 + 128 + 32 + 32 meet
            assertThat(numbers("googlenet")).contains("256", "480", "512", "528", "832", "1024");
        }

        @Test
        void may_be_residuals_that_end_in_a_factor() {
            assertThat(words("inception-resnet-v2"))
                    .contains("× 10", "× 20", "× 9", "× 0.17", "× 0.1", "× 0.2");
        }

        @Test
        void wider_than_a_row_go_on_in_the_next() {
            assertThat(words("inception-v2")).contains("figure6", "figure6, continued");
        }
    }

    @Nested
    class Of_auxiliary_heads {
        @Test
        void has_a_dashed_wire_and_a_card_for_each() {
            var ink = ink("googlenet");
            assertThat(ink.wires().stream().filter(wire -> wire.kind().equals("head")))
                    .extracting(DiagramCanvas.Wire::title)
                    .containsExactly("head1, in training only", "head2, in training only");
            // Going Deeper with Convolutions, section 5: the layers of a head
            assertThat(words("googlenet").stream())
                    .filteredOn(words -> words.equals("linear, 1024") || words.equals("avg 5×5/3"))
                    .hasSize(2 + 2);
            assertThat(words("googlenet")).contains("auxiliary head, in training only");
        }

        @Test
        void is_without_them_where_there_are_none() {
            assertThat(ink("googlenet:heads=false").wires())
                    .noneMatch(wire -> wire.kind().equals("head"));
            assertThat(words("googlenet:heads=false"))
                    .doesNotContain("auxiliary head, in training only");
        }
    }

    @Nested
    class Of_gates {
        @Test
        void are_dashed_cards_with_their_chances() {
            // stochastic depth, equation 4: from 1 down to 0.5 at the last of 9 units
            assertThat(words("stochastic-depth:depth=20"))
                    .contains("p = 0.94", "p = 0.89", "p = 0.83", "p = 0.78", "p = 0.72")
                    .contains("p = 0.67", "p = 0.61", "p = 0.56", "p = 0.50")
                    .contains("p: probability of running in a training step");
            // units 1 to 18 of 54: 1 - 0.5 / 54 and 1 - 9 / 54
            assertThat(words("stochastic-depth-110"))
                    .contains("18 units of 3×3, 16 → 3×3, 16, p = 0.99 to p = 0.83")
                    .contains("p: probability of running in a training step");
            assertThat(dashed("stochastic-depth:depth=20")).isEqualTo(9);
            assertThat(dashed("stochastic-depth-110")).isEqualTo(54);
            assertThat(dashed("resnet-20")).isZero();
        }

        private static long dashed(String spec) {
            return ink(spec).cards().stream().filter(card -> card.gaps().equals("3 2")).count();
        }
    }

    @Nested
    class As_a_picture {
        @ParameterizedTest
        @MethodSource("org.sumcat.diagram.BlueprintTest#presets")
        void is_XML_that_names_itself_and_asks_nobody_for_anything(String spec) throws Exception {
            String svg = svg(spec);
            Element root = parse(svg);
            assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(spec);
            assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                    .startsWith(spec + " for images of ");
            assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http", "href", "url(", "<script", "@import");
        }

        @ParameterizedTest
        @MethodSource("org.sumcat.diagram.BlueprintTest#presets")
        void keeps_every_word_and_card_on_a_sheet_no_wider_than_1060(String spec) throws Exception {
            Element root = parse(svg(spec));
            double width = Double.parseDouble(root.getAttribute("width"));
            assertThat(width).isLessThanOrEqualTo(1060);
            for (Element text : all(root, "text")) {
                double size = number(text, "font-size");
                double room = DiagramCanvas.room(text.getTextContent(), size);
                double anchor =
                        switch (text.getAttribute("text-anchor")) {
                            case "middle" -> 0.5;
                            case "end" -> 1;
                            default -> 0;
                        };
                double left = number(text, "x") - anchor * room;
                assertThat(left).as(text.getTextContent()).isNotNegative();
                assertThat(left + room).as(text.getTextContent()).isLessThanOrEqualTo(width);
            }
            for (Element card : all(root, "rect").stream().skip(1).toList()) { // 1: the paper
                assertThat(number(card, "x")).isNotNegative();
                assertThat(number(card, "x") + number(card, "width")).isLessThanOrEqualTo(width);
            }
        }

        @Test
        void is_the_same_bytes_when_drawn_again() {
            assertThat(drawnNow("inception-resnet-v2")).isEqualTo(drawnNow("inception-resnet-v2"));
        }

        @Test
        void is_for_light_and_dark_pages_and_in_pixels_for_light_ones() throws IOException {
            var blueprint = Blueprint.of(Zoo.network("resnet-20"));
            assertThat(blueprint.svg())
                    .contains(
                            "prefers-color-scheme: dark",
                            Hue.of(Fusion.SUM).night(),
                            Hue.of(Fusion.SUM).colour());
            var image = ImageIO.read(new ByteArrayInputStream(blueprint.png()));
            assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
            int sum = 0xff000000 | Integer.parseInt(Hue.of(Fusion.SUM).colour().substring(1), 16);
            int[] pixels =
                    image.getRGB(
                            0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            assertThat(IntStream.of(pixels).filter(p -> p == sum).count()).isGreaterThan(1000);
            assertThat(blueprint.mimeBundle())
                    .containsOnlyKeys("text/plain", "image/svg+xml", "image/png");
        }
    }

    private static final Map<String, String> DRAWN = new HashMap<>();

    static List<String> presets() {
        return Zoo.networks().stream().map(Network::spec).toList();
    }

    private static DiagramCanvas ink(String spec) {
        return DiagramPage.ink(Blueprint.of(Zoo.network(spec)));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> all(Element root, String tag) {
        var found = root.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> reads(String spec) {
        return ink(spec).wires().stream()
                .filter(wire -> wire.kind().equals("read"))
                .map(DiagramCanvas.Wire::d)
                .toList();
    }

    private static long arcs(String path) {
        return path.chars().filter(c -> c == 'M').count();
    }

    private static List<String> words(String spec) {
        return ink(spec).notes().stream().map(DiagramCanvas.Note::words).toList();
    }

    private static List<String> numbers(String spec) {
        return words(spec).stream().filter(words -> words.matches("\\d+")).toList();
    }

    /** Two tests look at every network. */
    private static String svg(String spec) {
        return DRAWN.computeIfAbsent(spec, BlueprintTest::drawnNow);
    }

    private static String drawnNow(String spec) {
        return Blueprint.of(Zoo.network(spec)).svg();
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
