package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.compare.Comparison;

/** What the README of Fashion-MNIST lists at commit 02cf0676, untested by its authors. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelfReportedTest {

    @Test
    void a_DenseNet_BC_of_768_thousand_parameters_had_954_of_a_thousand_and_a_ResNet_18_949() {
        assertThat(SelfReported.all())
                .extracting(SelfReported::network, SelfReported::percent)
                .containsExactly(tuple("DenseNet-BC", 95.4), tuple("ResNet-18", 94.9));
    }

    @Test
    void stands_beside_ours_of_the_same_size() {
        var ours =
                List.of(
                        TestRuns.draft(TestRuns.DENSENET, 1, 0.93)
                                .network(
                                        TestRuns.anatomy(
                                                "densenet-bc-100-12", "DenseNet-BC", 769_162))
                                .data("fashion-mnist", "0".repeat(64))
                                .run(),
                        TestRuns.draft(TestRuns.RESNET, 1, 0.91)
                                .data("fashion-mnist", "0".repeat(64))
                                .run());
        var beside = SelfReported.beside(new Comparison(ours).summaries());
        assertThat(beside.rows()).hasSize(1);
        assertThat(beside.rows().get(0)).contains("95.4");
        String page = new ComparisonPage(new Comparison(ours), "./sumcat compare", "").html();
        assertThat(page).contains("95.4", "zalandoresearch/fashion-mnist README");
    }
}
