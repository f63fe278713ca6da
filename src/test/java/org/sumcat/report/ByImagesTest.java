package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.compare.ByImage;
import org.sumcat.compare.ByImages;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.TestImages;
import org.sumcat.data.DrawnSet;
import org.sumcat.inference.Predictions;
import org.sumcat.train.Run;

/** Eight images, of which two seeds of sum and two of concat name four or five each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ByImagesTest {
    private static final TestImages EIGHT = TestImages.of(DrawnSet.draw(10, 8, 1));
    private static final List<Run> RUNS =
            List.of(
                    run(TestRuns.RESNET, 1, "11110000"),
                    run(TestRuns.RESNET, 2, "11101000"),
                    run(TestRuns.DENSENET, 1, "11011100"),
                    run(TestRuns.DENSENET, 2, "11010110"));

    @TempDir private Path folder;

    /** Right where there is a 1; else each image is taken for the class after its own. */
    private static Run run(String spec, long seed, String right) {
        byte[] labels = EIGHT.labels();
        var taken = new byte[labels.length];
        int rights = 0;
        for (int image = 0; image < taken.length; image++) {
            boolean is = right.charAt(image) == '1';
            taken[image] = (byte) (is ? labels[image] : (labels[image] + 1) % 10);
            rights += is ? 1 : 0;
        }
        return TestRuns.answering(TestRuns.run(spec, seed, rights / 8.0), labels, taken);
    }

    private static ByImages byImages(List<Run> runs) {
        return ByImages.of(new Comparison(runs), EIGHT);
    }

    /** Every number by hand from the four lines above. */
    @Test
    void two_networks_are_compared_image_by_image() {
        ByImage pair = byImages(RUNS).pairs().get(0);
        assertThat(pair.first()).isEqualTo("ResNet (sum)");
        assertThat(pair.second()).isEqualTo("DenseNet-BC (concat)");
        assertThat(pair.onlyFirst()).isEqualTo(1.5); // images 2; 2 and 4
        assertThat(pair.onlySecond()).isEqualTo(2.5); // images 4, 5; 3, 5 and 6
        assertThat(pair.points()).isEqualTo(12.5);
        assertThat(pair.exact()).containsExactly(1.0, 1.0); // 1 of 3, 2 of 5: a coin does that
        assertThat(pair.agreementFirst()).isEqualTo(0.75); // not on 3 and 4
        assertThat(pair.agreementSecond()).isEqualTo(0.75); // not on 4 and 6
        assertThat(pair.agreementBetween()).isEqualTo(0.625); // not on 2, 5, 6; 2, 3, 5
        assertThat(pair.ensembleFirst()).isEqualTo(0.5); // three, and twice one of two
        assertThat(pair.ensembleSecond()).isEqualTo(0.625);
        assertThat(pair.allOfFirst()).isEqualTo(1); // image 2
        assertThat(pair.allOfSecond()).isEqualTo(1); // image 5
        // two of four runs are right on images 2, 4 and 5; one of six ways deals both to one side
        assertThat(pair.allByChance()).isCloseTo(0.5, offset(1e-12));
        assertThat(pair.interval().contains(12.5)).isTrue();
    }

    @Test
    void one_seed_has_an_interval_over_other_images_alone() {
        ByImage pair = byImages(List.of(RUNS.get(0), RUNS.get(2))).pairs().get(0);
        assertThat(pair.onlyFirst()).isEqualTo(1);
        assertThat(pair.onlySecond()).isEqualTo(2);
        assertThat(pair.agreementFirst()).isNull();
        assertThat(pair.agreementBetween()).isEqualTo(0.625);
        assertThat(pair.sentence())
                .startsWith(
                        "Images that ResNet (sum) alone classifies correctly: 1; DenseNet-BC (concat) alone: 2")
                .contains("for these two runs");
        // Wald: 12.5 points, standard error sqrt((3 - 1/8) / 8) / sqrt(8)
        assertThat(pair.interval().half())
                .isCloseTo(100 * 1.959964 * Math.sqrt(3 - 1 / 8.0) / 8, offset(1e-3));
    }

    @Test
    void the_picture_shows_where_they_differ_most_the_second_ahead_first() {
        ByImages all = byImages(RUNS);
        assertThat(all.shown()).containsExactly(5, 3, 6, 2); // leads 1, 1/2, 1/2; then -1
        assertThat(all.picture()).isNotNull();
        assertThat(all.picture().tiles().get(0).lines())
                .containsExactly(
                        EIGHT.classes().get(EIGHT.label(5)),
                        "sum: %s 2/2".formatted(EIGHT.classes().get((EIGHT.label(5) + 1) % 10)),
                        "concat: %s 2/2".formatted(EIGHT.classes().get(EIGHT.label(5))));
        assertThat(all.picture().text())
                .startsWith("3 images that DenseNet-BC (concat) classifies correctly with more")
                .contains("then 1 of the reverse");
    }

    @Test
    void predictions_of_other_images_are_refused() {
        TestImages others = TestImages.of(DrawnSet.draw(10, 8, 2));
        assertThat(others.labels()).isNotEqualTo(EIGHT.labels());
        assertThatThrownBy(() -> ByImages.of(new Comparison(RUNS), others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not give its confusion counts");
        assertThatThrownBy(() -> new Comparison(RUNS).byImage(DrawnSet.draw(10, 8, 1)))
                .hasMessageContaining("runs are compared by image on their own data");
    }

    @Test
    void runs_without_predictions_are_left_out_and_that_is_said() {
        var unread = RUNS.get(3).with(Predictions.unread(RUNS.get(3).predictions().sha256()));
        var some = byImages(List.of(RUNS.get(0), RUNS.get(1), RUNS.get(2), unread));
        assertThat(some.pairs().get(0).seeds()).containsExactly(1L);
        assertThat(some.lacks()).startsWith("1 of 4 runs keep no predictions");
        var none = byImages(TestRuns.three());
        assertThat(none.pairs()).isEmpty();
        assertThat(none.picture()).isNull();
        assertThat(none.lacks()).startsWith("The runs keep no predictions");
        assertThat(page(TestRuns.three(), none).html()).contains("The runs keep no predictions");
        assertThat(page(TestRuns.three(), ByImages.without("")).html())
                .doesNotContain("Image by image");
    }

    @Test
    void a_report_has_the_table_the_picture_and_all_that_it_needs_to_be_made_again()
            throws Exception {
        ComparisonPage page = page(RUNS, byImages(RUNS));
        assertThat(page.html())
                .contains("Image by image", "only the first correct (images)")
                .contains("Where ResNet (sum) and DenseNet-BC (concat) differ most");
        assertThat(page.files().keySet())
                .contains("where-resnet-sum-and-densenet-bc-concat-differ-most.svg");
        assertThat(page.files().get("report.md")).contains("## Image by image");
        page.write(folder);
        ComparisonPage again = SavedReport.read(folder).page();
        assertThat(again.files()).isEqualTo(page.files());
    }

    @Test
    void labels_or_predictions_of_a_report_that_were_edited_do_not_fit_its_runs() throws Exception {
        page(RUNS, byImages(RUNS)).write(folder);
        var mapper = new ObjectMapper();
        Path file = folder.resolve("report.json");
        byte[] before = Files.readAllBytes(file);
        JsonNode report = mapper.readTree(before);
        var changed = EIGHT.labels();
        changed[0] = (byte) ((changed[0] + 1) % 10);
        ((ObjectNode) report.at("/byImage/test")).put("labels", PackedBytes.text(changed));
        mapper.writeValue(file.toFile(), report);
        assertThatThrownBy(() -> SavedReport.read(folder).page())
                .hasMessageContaining("do not give its confusion counts");

        JsonNode other = mapper.readTree(before);
        var predictions = (ObjectNode) other.at("/byImage/predictions");
        predictions.put(RUNS.get(0).predictions().sha256(), PackedBytes.text(changed));
        mapper.writeValue(file.toFile(), other);
        assertThatThrownBy(() -> SavedReport.read(folder).page())
                .hasMessageContaining("predictions must be those of their run");
    }

    @Test
    void bytes_are_text_and_bytes_again() {
        for (byte[] bytes :
                Stream.of(
                                new byte[] {1, 2, 9},
                                new byte[] {0, 15},
                                new byte[] {16, -1, 3},
                                new byte[] {7})
                        .toList()) {
            assertThat(PackedBytes.bytes(PackedBytes.text(bytes), bytes.length)).isEqualTo(bytes);
        }
        assertThatThrownBy(() -> PackedBytes.bytes(PackedBytes.text(new byte[4]), 9))
                .hasMessage("there must be 9 bytes, but there are 2");
    }

    private static ComparisonPage page(List<Run> runs, ByImages images) {
        return new ComparisonPage(new Comparison(new ArrayList<>(runs)), "./sumcat compare", "code")
                .with(images);
    }
}
