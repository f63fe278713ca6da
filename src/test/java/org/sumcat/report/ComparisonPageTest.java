package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.Comparison;
import org.sumcat.files.Sha256;
import org.sumcat.train.Run;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ComparisonPageTest {
    private static final String CODE =
            """
            // ResNet: what was computed is added to what was given
            seq(SUM.of(identity(), residual), relu())

            // DenseNet: it is put beside it
            CONCAT.of(identity(), seq(bnRelu(), conv(growth, 3)))
            """;

    private final ComparisonPage page = page(TestRuns.three());

    @Test
    void is_a_folder_of_files_that_is_made_on_the_way(@TempDir Path folder) throws IOException {
        var out = folder.resolve("a/b");
        page.write(out);
        assertThat(out.resolve("index.html")).hasContent(page.html());
        assertThat(out.resolve("results.csv")).hasContent(page.csv());
        assertThat(out.resolve("report.json")).hasContent(page.json());
        assertThat(files(out))
                .containsExactlyInAnyOrder(
                        "index.html",
                        "report.md",
                        "results.csv",
                        "report.json",
                        "test-accuracy-after-the-last-epoch.svg",
                        "accuracy-over-parameters.svg",
                        "accuracy-over-work.svg",
                        "accuracy-on-held-out-training-images.svg",
                        "training-loss.svg",
                        "tribuo-provenance-of-plain-no-shortcut.json",
                        "tribuo-provenance-of-resnet-sum.json",
                        "tribuo-provenance-of-densenet-bc-concat.json",
                        "confusion-matrix-of-plain-no-shortcut.svg",
                        "confusion-matrix-of-resnet-sum.svg",
                        "confusion-matrix-of-densenet-bc-concat.svg");
    }

    /** For looking at: {@code target/example-report/index.html}. */
    @Test
    void says_in_lines_that_can_be_copied_how_to_run_it_again() {
        var page = new ComparisonPage(new Comparison(TestRuns.three()), "./sumcat compare", "");
        assertThat(page.files().get("report.md").lines())
                .containsSequence("./sumcat compare", "./sumcat verify .");
        assertThat(page.html()).contains("<code>./sumcat compare\n./sumcat verify . ");
    }

    @Test
    void corrects_for_pairs_where_there_are_several() {
        var all = TestRuns.three();
        var page = new ComparisonPage(new Comparison(all), "./sumcat compare", "");
        assertThat(page.html()).contains("these, corrected by Holm for all 3 pairs, is below");
        var two = new ComparisonPage(new Comparison(all.subList(0, 4)), "./sumcat compare", "");
        assertThat(two.html()).contains("paired t test over these is below");
    }

    @Test
    void replaces_what_was_there_before() throws IOException {
        var folder = Path.of("target", "example-report");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("index.html"), "old");
        page.write(folder);
        assertThat(folder.resolve("index.html")).hasContent(page.html());
    }

    @Test
    void leaves_nothing_half_written_where_it_cannot_write(@TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("results.csv/not-empty"));
        assertThatThrownBy(() -> page.write(folder)).isInstanceOf(UncheckedIOException.class);
        assertThat(files(folder)).containsExactly("results.csv");
    }

    @Test
    void of_the_same_runs_is_the_same_bytes_in_any_order_and_language() {
        var runs = new ArrayList<>(TestRuns.three());
        Collections.reverse(runs);
        var home = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(page(runs).html()).isEqualTo(page.html());
            assertThat(page(runs).csv()).isEqualTo(page.csv()).isASCII();
            assertThat(page(runs).files()).isEqualTo(page.files());
        } finally {
            Locale.setDefault(home);
        }
    }

    @Nested
    class The_page {
        private final String html = page.html();

        @Test
        void begins_with_the_question_the_answer_and_the_figure() {
            assertThat(html.replaceAll("</?span[^>]*>", ""))
                    .containsSubsequence(
                            "<h1>Sum or concatenate?</h1>",
                            page.comparison().answer(),
                            "Test accuracy after the last epoch",
                            "<svg",
                            "<table>",
                            "Is the difference real?",
                            "What it costs",
                            "Accuracy over parameters",
                            "Accuracy over work",
                            "Accuracy on held-out training images",
                            "Training loss",
                            "How it was measured",
                            "What the one word changes in the code",
                            "Run it again, check it",
                            "./sumcat compare --seeds 2");
        }

        @Test
        void says_how_it_was_measured() {
            assertThat(html)
                    .contains(
                            "abababababababab",
                            "cpu: made-up processor, 2 threads",
                            "float32",
                            "DJL 0.35.1, Java 17.0.15, PyTorch 2.7.1, Sumcat 0.1.0",
                            "692b7e6",
                            "quick: 3 epochs over 6,000 images",
                            "cdcdcdcdcdcdcdcd")
                    // 283,500 are 5% more than 270,000
                    .contains("The largest network has 5.0% more parameters than the smallest.")
                    // sqrt(0.8737 * 0.1263 / 10000) = 0.0033
                    .contains(
                            "which give an accuracy of 87.37% a standard error of about 0.33 points");
        }

        @Test
        void has_every_figure_for_wide_and_narrow_pages_and_as_a_table() {
            assertThat(html.split("<figure>", -1)).hasSize(9);
            assertThat(html.split("<div class=\"wide\"><svg", -1)).hasSize(9);
            assertThat(html.split("<div class=\"narrow\"><svg", -1)).hasSize(9);
            assertThat(html.split("The numbers of this figure", -1)).hasSize(9);
        }

        @Test
        void runs_and_fetches_nothing() {
            assertThat(html)
                    .contains("default-src 'none'")
                    .doesNotContain("<script", "onload", "@import", "url(", " src=");
            assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http:", "https:");
            assertThat(html.replaceAll("href=\"(data:,|results.csv|report.json)\"", ""))
                    .doesNotContain("href");
        }

        @Test
        void escapes_whatever_it_is_given() {
            var draft = TestRuns.draft(TestRuns.RESNET, 1, .8);
            var odd = "<img src=x onerror=alert(1)>";
            var run = draft.network(TestRuns.anatomy(odd, odd, 1)).data(odd, odd).run();
            var html = new ComparisonPage(new Comparison(List.of(run)), odd, odd).html();
            assertThat(html).doesNotContain("<img").contains("&lt;img");
        }

        @Test
        void warns_of_drawn_data_and_of_nothing_else() {
            var drawn = TestRuns.draft(TestRuns.RESNET, 1, .8).data("drawn", "ef".repeat(32));
            assertThat(page(List.of(drawn.run())).html())
                    .contains("<strong>Not Fashion-MNIST.</strong>");
            assertThat(html).doesNotContain("Not Fashion-MNIST");
        }

        @Test
        void of_one_run_says_no_difference_and_no_deviation() {
            assertThat(page(List.of(TestRuns.run(TestRuns.RESNET, 1, .8))).html())
                    .doesNotContain("Is the difference real?", "Accuracy over")
                    .contains("<td>80.00</td>");
        }

        @Test
        void says_what_was_held_equal_and_what_that_made_of_each_where_it_is_known() {
            var equal =
                    new ComparisonPage(
                            page.comparison(),
                            "x",
                            "",
                            List.of("equal: macs, within 2% of the first network", "  a & b: 5"));

            assertThat(equal.html())
                    .contains("What the networks have equal: macs, within 2% of the first network")
                    .contains("<li>a &amp; b: 5</li>");
            assertThat(equal.files().get("report.md"))
                    .contains("What the networks have equal: macs")
                    .contains("- a &amp; b: 5");
            assertThat(equal.json()).contains("\"footing\"");
            assertThat(page.json()).doesNotContain("footing");
            assertThat(page.html()).doesNotContain("What the networks have");
        }

        @Test
        void leaves_out_the_code_where_none_is_given() {
            assertThat(new ComparisonPage(page.comparison(), "x", " ").html())
                    .doesNotContain("What the one word changes");
        }
    }

    @Test
    void the_CSV_has_a_row_for_each_run_and_epoch_with_units_in_the_names() {
        var lines = page.csv().split("\n", -1);
        assertThat(lines).hasSize(1 + 6 * 3 + 1);
        assertThat(lines[0])
                .isEqualTo(
                        "spec,family,fusion,parameters,macs_per_image,recipe,seed,epoch,"
                                + "train_loss_nats,train_accuracy_share,validation_accuracy_share,"
                                + "test_accuracy_share,train_seconds,train_images,test_images,"
                                + "device,threads,precision,dataset,dataset_sha256,commit,"
                                + "weights_sha256");
        assertThat(lines[1]).startsWith("plain-20,Plain,none,270000,40813184,quick,1,1,");
        // no test accuracy before the last epoch; 0.8412 - 0.14 / 4 held out, 8 seconds
        assertThat(lines[2])
                .contains(",0.8062,,8.0,6000,10000,\"cpu: made-up processor, 2 threads\",2,");
        assertThat(lines[3]).contains(",0.8412,8.0,");
    }

    @Nested
    class The_Markdown {
        private final String markdown = page.files().getOrDefault("report.md", "");

        @Test
        void shows_every_picture_that_lies_beside_it_with_its_numbers() {
            page.files().keySet().stream()
                    .filter(name -> name.endsWith(".svg"))
                    .forEach(name -> assertThat(markdown).containsOnlyOnce("](" + name + ")"));
            assertThat(markdown.split("</details>", -1)).hasSize(1 + 8 + 1); // and every run
        }

        @Test
        void has_tables_whose_rows_have_as_many_cells_as_their_heads() {
            int cells = 0;
            for (var line : markdown.lines().toList()) {
                int now = line.startsWith("|") ? line.split("\\|", -1).length : 0;
                assertThat(now).as(line).isIn(cells == 0 || now == 0 ? now : cells);
                cells = now;
            }
            assertThat(markdown)
                    .contains("| DenseNet-BC (concat) | 1 | 87.37 ± 0.06 | 86.86 to 87.88 |");
        }

        @Test
        void has_no_markup_of_the_page_and_fetches_nothing() {
            assertThat(markdown).doesNotContain("<svg", "<figure", "http", "{{", "{%");
            assertThat(markdown.lines().filter(line -> line.startsWith("- ")))
                    .hasSizeGreaterThan(3)
                    .allMatch(
                            line -> !line.contains(".- ")); // each difference in a line of its own
        }
    }

    @Nested
    class The_JSON {
        private final JsonNode json = read(page.json());

        @Test
        void has_the_names_of_the_contract() {
            assertThat(json.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "answer",
                            "code",
                            "command",
                            "differences",
                            "files",
                            "form",
                            "notes",
                            "origins",
                            "ranking",
                            "runs",
                            "summaries",
                            "title",
                            "sha256");
            assertThat(json.at("/runs/0").fieldNames())
                    .toIterable()
                    .contains(
                            "spec",
                            "family",
                            "year",
                            "paper",
                            "input",
                            "classes",
                            "parameters",
                            "macs",
                            "weightLayers",
                            "connections",
                            "stages",
                            "recipe",
                            "seed",
                            "device",
                            "threads",
                            "precision",
                            "dataset",
                            "datasetSha256",
                            "versions",
                            "commit",
                            "history",
                            "weightsSha256")
                    .doesNotContain("network");
            assertThat(json.at("/runs/0/stages/0/name").asText()).isEqualTo("stem");
            assertThat(json.at("/runs/0/recipe/name").asText()).isEqualTo("quick");
        }

        @Test
        void has_the_numbers_in_full() {
            assertThat(json.at("/runs/5/history/2/testAccuracy").asDouble()).isEqualTo(0.8733);
            assertThat(json.at("/runs/5/history/0/testAccuracy").isNull()).isTrue();
            assertThat(json.at("/summaries/2/lastEpoch/values/1").asDouble()).isEqualTo(0.8733);
            assertThat(json.at("/summaries/2/fusion").asText()).isEqualTo("concat");
            assertThat(json.at("/differences/2/mean").asDouble()).isEqualTo(0.945); // 1.11, 0.78
            assertThat(json.at("/differences/2/distinguishable").asBoolean()).isFalse();
        }

        @Test
        void says_where_each_number_comes_from_a_line_for_each_fact() {
            assertThat(json.at("/origins/common").properties())
                    .extracting(e -> e.getKey() + " " + e.getValue().asText())
                    .contains(
                            "commit 692b7e6",
                            "datasetSha256 " + "ab".repeat(32),
                            "device cpu: made-up processor, 2 threads",
                            "precision float32",
                            "recipe.batch 64",
                            "threads 2",
                            "versions.PyTorch 2.7.1",
                            "started 2026-01-01T00:00:00Z",
                            "ended 2026-01-01T00:00:30Z");
            assertThat(json.at("/origins/runs/resnet-20, quick, seed 0002/seed").asText())
                    .isEqualTo("2");
            assertThat(json.at("/origins/numbers/ResNet (sum)/seed 2").asText())
                    .isEqualTo("cd".repeat(32));
            assertThat(page.json().lines()).allMatch(line -> line.length() < 400);
        }

        @Test
        void lists_the_other_files_with_their_hashes() {
            page.files()
                    .forEach(
                            (name, text) -> {
                                if (!name.equals("report.json")) {
                                    assertThat(json.at("/files").path(name).asText())
                                            .as(name)
                                            .isEqualTo(Sha256.of(text.getBytes(UTF_8)));
                                }
                            });
            assertThat(json.at("/files")).hasSize(page.files().size() - 1);
        }

        @Test
        void has_versions_by_name_and_the_same_line_ends_everywhere() {
            assertThat(json.at("/runs/0/versions").fieldNames())
                    .toIterable()
                    .containsExactly("DJL", "Java", "PyTorch", "Sumcat");
            assertThat(page.json()).doesNotContain("\r").endsWith("}\n");
        }

        private JsonNode read(String text) {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static ComparisonPage page(List<Run> runs) {
        return new ComparisonPage(new Comparison(runs), "./sumcat compare --seeds 2", CODE);
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
