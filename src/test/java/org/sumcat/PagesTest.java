package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.cli.Main;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.DepthCell;
import org.sumcat.compare.DepthMap;
import org.sumcat.compare.EqualAccuracy;
import org.sumcat.effect.Effects;
import org.sumcat.report.Measured;
import org.sumcat.speed.Speeds;
import picocli.CommandLine;

/** The pages that people read first, against what they speak of. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {
    private static final Path README = Path.of("README.md");
    private static final Path MEASURED = Path.of("data/measured");
    private static final Path RESULTS = MEASURED.resolve("README.md");
    private static final Path COMMANDS = Path.of("COMMANDS.md");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)(?<to>[^)\\s]+)\\)");

    @Test
    void the_README_is_a_front_door_of_at_most_150_lines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void its_second_command_is_the_test_that_every_commit_has_to_pass() throws IOException {
        String block = text(README).split("```sh\n", -1)[1];
        assertThat(block.lines().limit(2).map(line -> line.replaceAll(" *#.*", "")))
                .containsExactly("./sumcat compare", "./sumcat test");
        assertThat(Path.of(".ci/run")).content().contains(" ./sumcat test\n");
    }

    @Test
    void a_library_is_asked_for_in_the_version_that_a_build_installs() throws IOException {
        String dependency = text(README).split("<dependency>", -1)[1];
        for (String tag : List.of("groupId", "artifactId", "version")) {
            Pattern value = Pattern.compile("<%s>([^<]+)</%s>".formatted(tag, tag));
            assertThat(first(value, dependency)).isEqualTo(first(value, text(Path.of("pom.xml"))));
        }
    }

    @Test
    void every_command_stands_in_the_README_and_on_its_page() throws IOException {
        for (String command : new CommandLine(new Main()).getSubcommands().keySet()) {
            assertThat(text(README)).containsPattern("(`|\\./sumcat )" + command + "\\b");
            assertThat(text(COMMANDS)).contains("`./sumcat " + command);
        }
    }

    @Test
    void every_effect_stands_on_the_page_of_commands() throws IOException {
        assertThat(matches("(?m)^\\| `([\\w-]+)` \\|", text(COMMANDS)).map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Effects.all().stream().map(each -> each.usual().name()).toList());
    }

    @Test
    void the_answer_is_that_of_the_short_trainings_on_the_map() throws IOException {
        var cells =
                map().cells().stream()
                        .filter(cell -> cell.training().equals("4,000 images, 3 epochs"))
                        .toList();
        assertThat(cells).extracting(DepthCell::weightLayers).containsExactly(13, 25, 46);
        assertThat(cells)
                .extracting(cell -> cell.comparison().differences().get(2).distinguishable())
                .containsExactly(false, true, false);
        var middle = cells.get(1).comparison().differences().get(2);
        var deep = cells.get(2).comparison().summaries();
        assertThat(text(README).replaceAll("\\s+", " "))
                .contains(
                        words(
                                "25 (by %.2f points, 95%% interval %.2f to %.2f).",
                                middle.mean(), middle.interval().low(), middle.interval().high()),
                        words(
                                "accuracy of %.1f%%, and with either one %.1f%%.",
                                100 * deep.get(0).lastEpoch().mean(),
                                100 * deep.get(1).lastEpoch().mean()));
        assertThat(words("%.1f", 100 * deep.get(2).lastEpoch().mean()))
                .isEqualTo(words("%.1f", 100 * deep.get(1).lastEpoch().mean()));
    }

    @Test
    void the_answer_of_longer_trainings_is_that_of_their_cell() throws IOException {
        var cell =
                map().cells().stream()
                        .filter(each -> each.training().equals("20,000 images, 6 epochs"))
                        .filter(each -> each.weightLayers() == 25)
                        .findFirst()
                        .orElseThrow();
        var networks = cell.comparison().summaries();
        var differences = cell.comparison().differences();
        assertThat(networks).extracting(each -> each.seeds().size()).containsOnly(10);
        assertThat(differences.get(2).distinguishable()).isFalse();
        var interval = differences.get(2).interval();
        assertThat(text(README).replaceAll("\\s+", " "))
                .contains(
                        words(
                                "leave %.2f points between them (95%% interval %.2f to %.2f), with both well ahead of plain: %.1f, %.1f and %.1f%%.",
                                differences.get(2).mean(),
                                interval.low(),
                                interval.high(),
                                100 * networks.get(0).lastEpoch().mean(),
                                100 * networks.get(1).lastEpoch().mean(),
                                100 * networks.get(2).lastEpoch().mean()));
        assertThat(text(RESULTS).replaceAll("\\s+", " "))
                .contains(
                        words("and by %.2f after a longer one", differences.get(2).mean()),
                        words("but %.2f points would", interval.high()),
                        words(
                                "%.2f points (sum) and %.2f (concatenation) over plain",
                                differences.get(0).mean(), differences.get(1).mean()));
        assertThat(differences.subList(0, 2)).allMatch(each -> each.corrected() < 0.0001);
    }

    @Test
    void the_map_is_that_of_the_measured_sweeps() throws IOException {
        assertThat(text(RESULTS)).as("./sumcat results --map FILE.md").contains(map().markdown());
    }

    @Test
    void what_is_said_of_the_shallow_networks_is_what_their_sweep_says() throws IOException {
        var differences = map().cells().get(0).comparison().differences();
        assertThat(differences.get(0).second()).isEqualTo("ResNet (sum)");
        assertThat(differences.get(1).second()).isEqualTo("DenseNet (concat)");
        assertThat(text(RESULTS).replaceAll("\\s+", " "))
                .contains(
                        words(
                                "ahead of the concatenation (corrected p %.2f), though not surely of the sum (%.2f)",
                                differences.get(1).corrected(), differences.get(0).corrected()));
    }

    @Test
    void the_first_table_of_results_and_its_sentence_are_those_of_the_committed_report()
            throws IOException {
        var comparison = new Comparison(Measured.runs(MEASURED.resolve("compare")));
        for (var network : comparison.summaries()) {
            assertThat(text(RESULTS))
                    .contains(
                            words(
                                    "| %s | %.1f ± %.1f%% | %,d | %.1f M |",
                                    network.fusion().replace("none", "plain"),
                                    100 * network.lastEpoch().mean(),
                                    100 * network.lastEpoch().sd(),
                                    network.parameters(),
                                    network.macs() / 1e6));
        }
        assertThat(text(RESULTS).replaceAll("\\s+", " ")).contains(comparison.answer());
    }

    /**
     * Sum first: how many times what the concatenation needs, in the middle of three accuracies.
     */
    @Test
    void what_is_said_of_equal_accuracy_is_what_the_sweep_of_sizes_says() throws IOException {
        var sizes = new Comparison(Measured.runs(MEASURED.resolve("efficiency-short")));
        var pair = EqualAccuracy.of(sizes).get(0);
        String sentence = pair.sentence();
        assertThat(text(RESULTS).replaceAll("\\s+", " ")).contains("\"" + sentence + "\"");
        var needs = pair.levels().get(1).needs();
        assertThat(needs.get(0).ratio().interval().contains(1)).isTrue();
        var memory = needs.get(2).ratio();
        assertThat(text(README).replaceAll("\\s+", " "))
                .contains(
                        words(
                                "%.2f times the activation memory of the concatenation (95%% interval %.2f to %.2f)",
                                memory.ratio(), memory.interval().low(), memory.interval().high()));
    }

    @Test
    void the_table_of_speeds_is_that_of_the_measured_ones() throws IOException {
        assertThat(text(MEASURED.resolve("SPEED.md")))
                .as("./sumcat results --speeds FILE.md")
                .contains(Speeds.read(MEASURED.resolve("speeds.csv")).markdown());
    }

    @Test
    void every_finding_has_its_row_and_every_row_its_script() throws IOException {
        Path folder = Path.of("findings");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(
                            matches(
                                            "(?m)^\\| \\[[^\\]]+\\]\\(([^)]+)\\) \\|.+\\|.+\\|$",
                                            text(folder.resolve("README.md")))
                                    .map(row -> row.group(1)))
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("README.md"))
                                    .sorted()
                                    .toList());
        }
    }

    @Test
    void every_link_to_a_file_or_a_heading_leads_there() throws IOException {
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(text(page)).results().toList()) {
                String[] to = link.group(1).split("#", 2);
                Path file = to[0].isEmpty() ? page : page.resolveSibling(to[0]).normalize();
                assertThat(file).as("%s: %s", page, link.group(1)).exists();
                if (to.length == 2) {
                    assertThat(headings(file)).as("%s: %s", page, link.group(1)).contains(to[1]);
                }
            }
        }
    }

    /** All that people wrote. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith("report.md"))
                    .filter(file -> !file.startsWith("target") && !file.startsWith("data/runs"))
                    .toList();
        }
    }

    /** As GitHub makes anchors of them. */
    private static List<String> headings(Path page) throws IOException {
        return matches("(?m)^#+ (.+)$", text(page))
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }

    private static DepthMap map() {
        return Measured.map(MEASURED.resolve("map"));
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        MatchResult[] all =
                Pattern.compile(pattern).matcher(text).results().toArray(MatchResult[]::new);
        assertThat(all).as(pattern).isNotEmpty();
        return Arrays.stream(all);
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String text(Path page) throws IOException {
        return Files.readString(page);
    }
}
