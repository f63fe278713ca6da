package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.json.JsonProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.baseline.TribuoProvenance;
import org.sumcat.compare.Comparison;
import org.sumcat.train.Run;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/** Read back by Tribuo itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TribuoProvenanceTest {
    private static final String FILE = "tribuo-provenance-of-resnet-sum.json";

    private static Map<String, String> files(List<Run> runs) {
        return new ComparisonPage(new Comparison(runs), "./sumcat compare", "").files();
    }

    private static EvaluationProvenance read(String json) throws Exception {
        var marshalled = new JsonProvenanceSerialization(true).deserializeFromString(json);
        return (EvaluationProvenance) ProvenanceUtil.unmarshalProvenance(marshalled);
    }

    @Test
    void says_of_which_weights_data_and_recipe_an_evaluation_is() throws Exception {
        var evaluation = read(files(TestRuns.three()).get(FILE));
        var network = (EnsembleModelProvenance) evaluation.getModelProvenance();
        var members = network.getMemberProvenance().getList();
        assertThat(members).hasSize(2);
        var first = ProvenanceUtil.convertToMap(members.get(0));
        assertThat(first.get("trained-at")).hasToString("2026-01-01T00:00:30Z");
        assertThat(members.get(1).getInstanceProvenance().getMap())
                .hasEntrySatisfying("seed", seed -> assertThat(seed).hasToString("2"))
                .hasEntrySatisfying(
                        "weights",
                        sha -> assertThat(sha.toString()).contains("cd".repeat(32), "SHA-256"))
                .containsKeys(
                        "network",
                        "PyTorch",
                        "commit",
                        "device",
                        "threads",
                        "precision",
                        "identity");
        assertThat(members.get(0).getTrainerProvenance().getConfiguredParameters())
                .hasEntrySatisfying("epochs", epochs -> assertThat(epochs).hasToString("3"))
                .hasEntrySatisfying("rate", rate -> assertThat(rate).hasToString("0.1"));
        var test = (DatasetProvenance) evaluation.getTestDatasetProvenance();
        assertThat(test.getNumExamples()).isEqualTo(10_000);
        assertThat(test.getNumOutputs()).isEqualTo(10);
        assertThat(test.getSourceProvenance().toString()).contains("ab".repeat(32));
        assertThat(members.get(0).getDatasetProvenance().getNumExamples()).isEqualTo(6000);
    }

    @Test
    void is_the_same_text_for_the_same_runs_and_differs_in_the_lines_that_differ() {
        var runs = List.of(TestRuns.run(TestRuns.RESNET, 1, 0.86));
        String text = TribuoProvenance.json(TestRuns.RESNET, runs).orElseThrow();
        assertThat(TribuoProvenance.json(TestRuns.RESNET, runs)).hasValue(text);
        var others = List.of(TestRuns.run(TestRuns.RESNET, 7, 0.86));
        String other = TribuoProvenance.json(TestRuns.RESNET, others).orElseThrow();
        List<String> lines = other.lines().toList();
        assertThat(lines).hasSameSizeAs(text.lines().toList());
        assertThat(lines).filteredOn(line -> !text.contains(line)).hasSize(2); // seed, identity
    }

    @Test
    void has_the_runs_that_were_evaluated_and_none_that_diverged() throws Exception {
        var runs =
                List.of(
                        TestRuns.run(TestRuns.PLAIN, 1, 0.84),
                        TestRuns.run(TestRuns.RESNET, 1, 0.86),
                        TestRuns.draft(TestRuns.RESNET, 2, 0.86).divergedAt(2).run());
        var network = (EnsembleModelProvenance) read(files(runs).get(FILE)).getModelProvenance();
        assertThat(network.getMemberProvenance().getList()).hasSize(1);
        assertThat(TribuoProvenance.json(TestRuns.RESNET, runs)).isEmpty();
    }
}
