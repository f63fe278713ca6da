package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Hue;

/** The page as a browser shows it; skipped where this machine has no Chromium. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageInBrowserTest {
    private static final String HTML =
            new ComparisonPage(new Comparison(TestRuns.three()), "./sumcat compare", "").html();

    @TempDir private Path folder;

    private Chromium browser;

    @BeforeEach
    void find_a_browser() throws Exception {
        browser = Chromium.find(Files.createDirectory(folder.resolve("browser")));
    }

    @Test
    void every_figure_is_drawn_has_its_table_and_nothing_is_fetched() throws Exception {
        assertThat(complaints(HTML)).isEmpty();
    }

    @Test
    void the_colours_of_the_joins_are_seen() throws Exception {
        assertThat(missing(HTML)).isEmpty();
    }

    /** What the tests above would see: else they could not fail. */
    @Nested
    class A_broken_page_is_noticed {
        @Test
        void with_an_empty_figure() throws Exception {
            String empty =
                    HTML.replaceFirst("(?s)(<div class=\"wide\"><svg[^>]*>).*?</svg>", "$1</svg>");
            assertThat(complaints(empty))
                    .singleElement()
                    .asString()
                    .startsWith("Test accuracy after the last epoch: ")
                    .endsWith("marks");
        }

        @Test
        void with_a_figure_that_the_style_hides() throws Exception {
            assertThat(
                            complaints(
                                    HTML.replaceFirst(
                                            "<div class=\"wide\">", "<div class=\"narrow\">")))
                    .anySatisfy(line -> assertThat(line).contains("pictures are shown"));
        }

        @Test
        void with_a_word_that_is_cut() throws Exception {
            assertThat(
                            complaints(
                                    HTML.replaceFirst(
                                            ">test accuracy \\(%\\)<",
                                            ">" + "x".repeat(300) + "<")))
                    .anySatisfy(line -> assertThat(line).contains("is cut"));
        }

        @Test
        void with_a_table_that_a_window_of_900_pixels_cuts() throws Exception {
            assertThat(complaints(HTML.replace(">95% interval (%)<", ">" + "x".repeat(99) + "<")))
                    .containsExactly("a column is cut in Test accuracy, the highest mean first");
        }

        @Test
        void with_a_picture_from_elsewhere() throws Exception {
            String open =
                    HTML.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
            var image = "<img alt=\"\" src=\"http://127.0.0.1:9/a.png\"></main>";
            assertThat(complaints(open.replace("</main>", image)))
                    .containsExactly("fetched http://127.0.0.1:9/a.png");
        }

        @Test
        void without_colour() throws Exception {
            assertThat(missing(HTML.replace("<style>", "<style>svg { filter: grayscale(1); }")))
                    .contains(Fusion.SUM, Fusion.CONCAT);
        }
    }

    private List<String> complaints(String html) throws Exception {
        JsonNode seen = look(html);
        var complaints = new ArrayList<String>();
        seen.path("fetched").forEach(url -> complaints.add("fetched " + url.asText()));
        if (seen.path("wide").asBoolean()) {
            complaints.add("the page is wider than its window");
        }
        seen.path("tables").forEach(name -> complaints.add("a column is cut in " + name.asText()));
        assertThat(seen.path("pictures")).hasSize(8);
        for (JsonNode picture : seen.path("pictures")) {
            String title = picture.path("title").asText() + ": ";
            if (picture.path("svgs").asInt() != 1) {
                complaints.add(title + picture.path("svgs") + " pictures are shown");
            } else if (picture.path("width").asInt() < 600
                    || picture.path("height").asInt() < 100) {
                complaints.add(title + "small");
            } else if (picture.path("marks").asInt() < 6) {
                complaints.add(title + picture.path("marks") + " marks");
            }
            picture.path("cut").forEach(word -> complaints.add(title + word.asText() + " is cut"));
            if (picture.path("rows").asInt() < 3) {
                complaints.add(title + "no table");
            }
        }
        return complaints;
    }

    private JsonNode look(String html) throws Exception {
        Files.writeString(folder.resolve("index.html"), html);
        Path probe = folder.resolve("probe.html");
        Files.copy(Path.of("src/test/resources/page-probe.html"), probe);
        String dom = browser.dom(probe);
        for (int tries = 1; tries < 3 && !dom.contains("<pre id=\"seen\">"); tries++) {
            dom = browser.dom(probe); // Chromium's own clock ran out before the page was through
        }
        int begin = dom.indexOf("<pre id=\"seen\">") + 15;
        String seen = dom.substring(begin, dom.indexOf("</pre>", begin));
        return new ObjectMapper()
                .readTree(seen.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"));
    }

    /** The joins whose colour is nowhere to be seen in the first figures. */
    private List<Fusion> missing(String html) throws Exception {
        Path page = folder.resolve("index.html");
        // The title has the colours, too.
        Files.writeString(page, html.replaceFirst("(?s)<h1>.*?</h1>", ""));
        BufferedImage picture = ImageIO.read(browser.screenshot(page, 1000, 900).toFile());
        int[] pixels = picture.getRGB(0, 0, 1000, 900, null, 0, 1000);
        return List.of(Fusion.NONE, Fusion.SUM, Fusion.CONCAT).stream()
                .filter(
                        join -> {
                            int colour = Integer.decode(Hue.of(join).colour());
                            return IntStream.of(pixels)
                                            .filter(pixel -> (pixel & 0xffffff) == colour)
                                            .count()
                                    < 50;
                        })
                .toList();
    }
}
