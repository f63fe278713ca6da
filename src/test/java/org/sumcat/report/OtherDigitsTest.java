package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.diagram.Blueprint;
import org.sumcat.network.NetworkSummary;
import org.sumcat.published.Published;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Run;
import org.sumcat.train.Runs;
import org.sumcat.zoo.Zoo;

/** In Egypt Java has other digits: what the library keeps, draws and says must not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherDigitsTest {
    @TempDir private Path folder;

    @Test
    void specs_recipes_records_reports_and_drawings_are_the_same_under_other_digits()
            throws Exception {
        List<String> here = run("en", "US");
        List<String> there = run("ar", "EG");

        assertThat(here.get(0)).isEqualTo("1234.5");
        assertThat(there.get(0)).as("the digits of this Java in Egypt").startsWith("\u0661\u0662");
        assertThat(here).hasSizeGreaterThan(1000);
        assertThat(there.subList(1, there.size())).isEqualTo(here.subList(1, here.size()));
    }

    private List<String> run(String language, String country) throws Exception {
        Path out = folder.resolve(language);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djava.awt.headless=true",
                                "-Duser.language=" + language,
                                "-Duser.country=" + country,
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherDigitsTest.class.getName(),
                                out.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readAllLines(out.resolve("lines"));
    }

    /** What the library makes of numbers, written to a file in a folder. */
    public static void main(String[] arguments) throws IOException {
        Path out = Path.of(arguments[0]);
        Files.createDirectories(out);
        try (var lines = new PrintStream(out.resolve("lines").toFile(), UTF_8)) {
            lines.println("%.1f".formatted(1234.5));
            for (var network : Zoo.networks()) {
                lines.println(network.spec() + " " + network);
            }
            for (String spec :
                    List.of(
                            "skeleton:join=sum,depth=28,width=17",
                            "densenet-bc:blocks=3-4,growth=9,compression=0.25",
                            "stochastic-depth:depth=26,width=8,survival=0.8",
                            "vgg:depth=13,width=99,dropout=0.25")) {
                var network = Zoo.network(spec);
                lines.println(network.spec());
                lines.println(NetworkSummary.of(network));
                var vgg = Zoo.network("vgg-11").input();
                var counts = NetworkSummary.of(network, vgg, 10);
                lines.println(new Blueprint(counts, network.graph(vgg, 10)).svg());
            }
            lines.println(Recipe.quick().withEpochs(12).withRate(0.05f).with("clip", 1.5).name());
            List<Run> runs =
                    IntStream.rangeClosed(1, 5)
                            .boxed()
                            .flatMap(
                                    seed ->
                                            Stream.of(
                                                    TestRuns.run(
                                                            TestRuns.RESNET,
                                                            seed,
                                                            0.9 + seed / 1e3),
                                                    TestRuns.run(
                                                            TestRuns.DENSENET,
                                                            seed,
                                                            0.91 + seed / 1e3)))
                            .toList();
            lines.println(Runs.json(runs.get(0)));
            new ComparisonPage(new Comparison(runs), "./sumcat compare", "code")
                    .write(out.resolve("report"));
            try (var files = Files.walk(out.resolve("report"))) {
                files.filter(Files::isRegularFile).sorted().forEach(file -> print(file, lines));
            }
            Path published = Path.of("data", "published");
            lines.println(Published.timeline(published).svg());
            lines.println(Published.bubbles(published).svg());
        }
    }

    private static void print(Path file, PrintStream lines) {
        try {
            lines.println(file.getFileName());
            lines.println(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
