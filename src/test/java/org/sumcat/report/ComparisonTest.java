package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.Difference;
import org.sumcat.compare.Fronts;
import org.sumcat.compare.Rank;
import org.sumcat.compare.Ranking;
import org.sumcat.compare.Summary;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.TextTable;
import org.sumcat.train.Epoch;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ComparisonTest {

    @Nested
    class A_summary {
        private final Summary summary =
                new Comparison(
                                List.of(
                                        TestRuns.run(TestRuns.RESNET, 2, 0.84),
                                        TestRuns.run(TestRuns.RESNET, 1, 0.80)))
                        .summaries()
                        .get(0);

        @Test
        void in_a_notebook_is_its_answer_and_a_table_then_its_figure() {
            var comparison = new Comparison(TestRuns.three());

            assertThat(comparison.mimeBundle().get("text/html"))
                    .contains(comparison.answer(), "<td");
            assertThat(comparison.mimeBundle().get("text/plain")).contains("ResNet (sum)");
            assertThat(comparison.parts()).containsExactly(comparison, comparison.figure());
        }

        /** Every table and figure asks for them; a network is counted for its summary. */
        @Test
        void is_made_once_like_the_ranking_however_often_it_is_asked_for() {
            var comparison = new Comparison(TestRuns.three());
            assertThat(comparison.summaries()).isSameAs(comparison.summaries());
            assertThat(comparison.ranking()).isSameAs(comparison.ranking());
            assertThat(comparison.ranking().places())
                    .extracting(place -> place.summary())
                    .allMatch(s -> comparison.summaries().stream().anyMatch(own -> own == s));
        }

        @Test
        void has_the_mean_and_the_sample_standard_deviation() {
            assertThat(summary.seeds()).containsExactly(1L, 2L);
            assertThat(summary.lastEpoch().values()).containsExactly(0.80, 0.84);
            assertThat(summary.lastEpoch().mean()).isCloseTo(0.82, within(1e-12));
            // sqrt((0.02^2 + 0.02^2) / 1)
            assertThat(summary.lastEpoch().sd()).isCloseTo(0.0282842712, within(1e-9));
            assertThat(summary.lastEpoch().lowest()).isEqualTo(0.80);
            assertThat(summary.lastEpoch().highest()).isEqualTo(0.84);
            // t(0.975) is 12.706 with 1 degree of freedom: 12.706 * 0.02828 / sqrt(2) is 0.2541
            assertThat(summary.lastEpoch().between()).isEqualTo("56.59 to 107.41");
        }

        @Test
        void has_the_accuracy_of_the_epoch_that_validation_chose() {
            var chosen = summary.bestValidation();
            assertThat(chosen).isNotNull();
            assertThat(chosen.values()).containsExactly(0.80, 0.84);
        }

        @Test
        void has_the_speed_of_training_alone() {
            assertThat(summary.secondsPerEpoch()).isEqualTo(8); // every epoch took 8 s
            assertThat(summary.imagesPerSecond()).isEqualTo(750); // 6000 images in 8 s
        }

        @Test
        void has_the_loss_of_the_last_epoch() {
            // TestRuns: 1.2 (1 - accuracy) + 2.5 * 0.14 / 9 is 0.2789 and 0.2309
            assertThat(summary.meanTrainLoss()).isCloseTo(0.2549, within(1e-9));
        }

        @Test
        void has_the_activation_memory_of_networks_that_the_zoo_knows_as_they_are() {
            assertThat(summary.activationBytes()).isNull(); // 270,000 parameters, made up
            var real = NetworkSummary.of(Zoo.network("resnet-20"), new Shape(1, 28, 28), 10);
            var run = TestRuns.draft(TestRuns.RESNET, 1, .86).network(real).run();
            assertThat(new Comparison(List.of(run)).summaries().get(0).activationBytes())
                    .isEqualTo(
                            ActivationMemory.of(Zoo.network("resnet-20"), new Shape(1, 28, 28), 10)
                                    .bytes());
        }

        @Test
        void of_one_seed_has_no_deviation() {
            var one = new Comparison(List.of(TestRuns.run(TestRuns.RESNET, 1, 0.8)));
            assertThat(one.summaries().get(0).lastEpoch().sd()).isNull();
            assertThat(one.table().column("sd (points)").getString(0)).isEmpty();
        }
    }

    @Test
    void runs_are_kept_in_one_order_however_they_come() {
        var runs = new ArrayList<>(TestRuns.three());
        Collections.reverse(runs);
        var comparison = new Comparison(runs);
        assertThat(comparison).isEqualTo(new Comparison(TestRuns.three()));
        assertThat(comparison.summaries())
                .extracting(Summary::fusion)
                .containsExactly("none", "sum", "concat");
    }

    @Test
    void every_two_networks_are_set_against_each_other() {
        assertThat(new Comparison(TestRuns.three()).differences())
                .extracting(Difference::first, Difference::second)
                .containsExactly(
                        tuple("Plain (no shortcut)", "ResNet (sum)"),
                        tuple("Plain (no shortcut)", "DenseNet-BC (concat)"),
                        tuple("ResNet (sum)", "DenseNet-BC (concat)"));
    }

    @Test
    void the_table_has_units_in_its_names() {
        var table = new Comparison(TestRuns.three()).table();
        assertThat(table.columnNames())
                .containsExactly(
                        "network",
                        "spec",
                        "fusion",
                        "parameters",
                        "MACs per image",
                        "weight layers",
                        "connections",
                        "seeds",
                        "mean test accuracy (%)",
                        "sd (points)",
                        "worst seed (%)",
                        "best seed (%)",
                        "95% interval (%)",
                        "mean test accuracy, best validation (%)",
                        "training loss (nats)",
                        "seconds per epoch",
                        "images per second");
        assertThat(TextTable.of(table).rows().get(1))
                .startsWith("ResNet (sum)", "resnet-20", "sum", "270,000", "40,813,184")
                .contains("86.43", "0.18", "86.30", "86.55"); // 86.30 and 86.55 by hand
    }

    @Nested
    class The_text_for_a_terminal {
        @Test
        void is_aligned_and_plain_ASCII() {
            var text = new Comparison(TestRuns.three()).text();
            assertThat(text).isASCII();
            assertThat(text.lines().limit(4).map(String::length).distinct()).hasSize(1);
            assertThat(text.lines().toList().get(2))
                    .startsWith("ResNet (sum) ")
                    .contains("270,000", "40.8 M", "86.43 +- 0.18", "86.30 - 86.55", "750");
        }

        @Test
        void fits_100_columns_with_long_names_too() {
            var name = "densenet-bc:depth=100,growth=12,bottleneck=4,compression=0.5,dropout=0.2";
            var runs = new ArrayList<>(TestRuns.three());
            for (long seed = 1; seed <= 2; seed++) {
                var draft = TestRuns.draft(TestRuns.DENSENET, seed, 0.9);
                runs.add(draft.network(TestRuns.anatomy(name, "DenseNet-BC", 123_456_789)).run());
            }
            assertThat(new Comparison(runs).text().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                    .anySatisfy(line -> assertThat(line).contains(name));
        }
    }

    @Test
    void of_more_than_three_networks_only_neighbours_in_the_ranking_get_a_sentence() {
        var runs = new ArrayList<>(TestRuns.three());
        var fourth = TestRuns.anatomy("lenet-5", "LeNet", 60_000);
        for (long seed = 1; seed <= 2; seed++) {
            runs.add(TestRuns.draft(TestRuns.PLAIN, seed, 0.85).network(fourth).run());
        }
        var comparison = new Comparison(runs);
        assertThat(comparison.differences()).hasSize(6);
        assertThat(comparison.ranking().told()) // 87.37, 86.43, 85.00, 83.92
                .extracting(d -> List.of(d.first(), d.second()))
                .containsExactly(
                        List.of("ResNet (sum)", "DenseNet-BC (concat)"),
                        List.of("LeNet (no shortcut)", "ResNet (sum)"),
                        List.of("LeNet (no shortcut)", "Plain (no shortcut)"));
    }

    @Nested
    class The_answer {
        @Test
        void names_the_word_that_is_ahead() {
            assertThat(answer(5, .86, .87))
                    .isEqualTo(
                            "Concatenate, say these runs of a short training (3 epochs of 6,000"
                                    + " images): test accuracy 87.02% for DenseNet-BC (concat),"
                                    + " 86.02% for ResNet (sum), over 5 seeds (1.00 points apart,"
                                    + " 95% interval 0.89 to 1.11).");
            assertThat(answer(5, .88, .86))
                    .startsWith("Sum, say these runs of a short training")
                    .endsWith("over 5 seeds (2.00 points apart, 95% interval 1.89 to 2.11).");
        }

        @Test
        void says_nothing_of_its_length_where_networks_met_the_training_set_twice() {
            var runs = new ArrayList<Run>();
            for (var network : List.of(TestRuns.RESNET, TestRuns.DENSENET)) {
                var draft = TestRuns.draft(network, 1, .86);
                runs.add(
                        draft.recipe(Recipe.quick().withEpochs(20))
                                .history(TestRuns.history(20, .86, .86))
                                .run());
            }
            assertThat(new Comparison(runs).answer()).startsWith("These runs are inconclusive: ");
        }

        @Test
        void of_few_seeds_is_that_they_are_too_few() {
            assertThat(new Comparison(TestRuns.three()).answer())
                    .isEqualTo(
                            "These runs of a short training (3 epochs of 6,000 images) are inconclusive: test accuracy 86.43% for ResNet (sum) and 87.37% for"
                                    + " DenseNet-BC (concat), and 2 seeds are too few for a verdict"
                                    + " (5 or more). Without a shortcut: 83.92%.");
        }

        @Test
        void admits_that_runs_do_not_tell() {
            assertThat(answer(5, .86, .86))
                    .contains("images) are inconclusive: test accuracy 86.02% for ResNet (sum)")
                    .endsWith(
                            "and 5 seeds cannot distinguish them (0.00 points apart, 95% interval"
                                    + " -0.11 to 0.11).");
        }

        @Test
        void of_other_sets_of_networks_names_the_best_and_those_that_are_not_distinguishable() {
            var runs = new ArrayList<Run>();
            for (int seed = 1; seed <= 5; seed++) {
                runs.add(TestRuns.run(TestRuns.PLAIN, seed, .80 + seed * .001));
                runs.add(TestRuns.run(TestRuns.RESNET, seed, .85 + seed * seed * .0003));
            }
            assertThat(new Comparison(runs).answer())
                    .isEqualTo(
                            "ResNet (sum): test accuracy 85.33%, the highest on average of these"
                                    + " runs of a short training (3 epochs of 6,000 images). It is"
                                    + " ahead of every other.");
            assertThat(new Comparison(runs.subList(0, 4)).answer())
                    .endsWith("2 seeds are too few for a verdict (5 or more).");
        }

        /** Seeds of the sum rise by 0.01 points, those of concat by the squares of that. */
        private String answer(int seeds, double sum, double concat) {
            var runs = new ArrayList<Run>();
            for (int seed = 1; seed <= seeds; seed++) {
                runs.add(TestRuns.run(TestRuns.RESNET, seed, sum + (seed - 1) * 1e-4));
                runs.add(
                        TestRuns.run(
                                TestRuns.DENSENET,
                                seed,
                                concat
                                        + (seed % 2 == 0 ? -1 : 1)
                                                * (seed - 1)
                                                * (seed - 1)
                                                * 1e-4));
            }
            return new Comparison(runs).answer();
        }
    }

    @Nested
    class A_run_that_diverged {
        private final Comparison comparison = new Comparison(with(3));

        @Test
        void is_kept_and_named_and_left_out_of_means() {
            assertThat(comparison.diverged()).hasSize(1);
            assertThat(comparison.summaries().get(1).seeds()).containsExactly(1L, 2L);
            assertThat(comparison.summaries().get(1).lastEpoch().mean())
                    .isCloseTo(0.86425, within(1e-9));
            assertThat(Notes.of(comparison))
                    .containsExactly(
                            "resnet-20 diverged: seed 3 at epoch 2. Means and differences are over the other runs.");
            assertThat(ReportTables.runs(comparison.runs()).rows().get(4))
                    .startsWith("resnet-20", "3", "diverged at epoch 2");
        }

        @Test
        void has_its_finished_epochs_in_the_CSV() {
            assertThat(Csv.of(comparison.runs()).lines().filter(l -> l.contains(",quick,3,")))
                    .hasSize(1);
        }

        @Test
        void alone_cannot_be_compared() {
            var alone = List.of(with(3).get(6));
            assertThatThrownBy(() -> new Comparison(alone))
                    .hasMessage(
                            "a comparison needs at least one run that did not diverge, but all 1 run"
                                    + " did; use a smaller rate");
        }

        private List<Run> with(long seed) {
            var runs = new ArrayList<>(TestRuns.three());
            runs.add(TestRuns.draft(TestRuns.RESNET, seed, .86).divergedAt(2).run());
            return runs;
        }
    }

    @Test
    void runs_on_other_devices_other_seeds_and_other_epochs_are_said() {
        var runs = new ArrayList<>(TestRuns.three());
        runs.add(TestRuns.run(TestRuns.PLAIN, 3, .84));
        assertThat(Notes.of(new Comparison(runs)))
                .containsExactly(
                        "Not every network has every seed (Plain (no shortcut): seeds 1, 2 and 3;"
                                + " ResNet (sum): seeds 1 and 2; DenseNet-BC (concat): seeds 1 and"
                                + " 2). Means are over a network's own seeds, differences over the"
                                + " seeds that both have.");
        var longer =
                TestRuns.draft(TestRuns.RESNET, 1, .86)
                        .recipe(Recipe.quick().withEpochs(4))
                        .history(TestRuns.history(4, .86, .86))
                        .run();
        assertThat(Notes.of(new Comparison(List.of(longer, TestRuns.run(TestRuns.PLAIN, 1, .84)))))
                .containsExactly(
                        "The networks were not given the same number of epochs (Plain (no"
                                + " shortcut), quick: 3; ResNet (sum), quick, epochs=4: 4).");
    }

    @Nested
    class A_ranking {
        private final Ranking ranking = new Comparison(five()).ranking();

        @Test
        void has_the_highest_mean_first_and_says_who_is_not_distinguishable() {
            assertThat(ranking.places())
                    .extracting(p -> p.summary().spec(), Rank::words)
                    .containsExactly(
                            tuple(TestRuns.DENSENET, "2"),
                            tuple(TestRuns.RESNET, "1"),
                            tuple(TestRuns.PLAIN, ""));
        }

        @Test
        void has_fronts_of_what_nothing_cheaper_beats() {
            // parameters: 270,000 twice and 283,500; the better one of those alike is on the front
            assertThat(Fronts.front(new Comparison(five()).summaries(), Summary::parameters))
                    .extracting(Summary::spec)
                    .containsExactly(TestRuns.RESNET, TestRuns.DENSENET);
        }

        private List<Run> five() {
            var runs = new ArrayList<Run>();
            double[] scatter = {.001, -.002, .003, 0, -.001};
            for (int seed = 1; seed <= 5; seed++) {
                runs.add(TestRuns.run(TestRuns.PLAIN, seed, .80));
                runs.add(TestRuns.run(TestRuns.RESNET, seed, .86 + scatter[seed - 1]));
                runs.add(TestRuns.run(TestRuns.DENSENET, seed, .8605 + scatter[5 - seed]));
            }
            return runs;
        }
    }

    @Nested
    class Runs_that_cannot_be_compared_are_refused {
        private final TestRuns.Draft resnet = TestRuns.draft(TestRuns.RESNET, 1, .86);
        private final TestRuns.Draft densenet = TestRuns.draft(TestRuns.DENSENET, 1, .87);

        @Test
        void for_other_data() {
            refused(
                    "compared runs must share the same data, but resnet-20 with seed 1 has test"
                            + " data, made up (abababababab) and densenet-bc:depth=40,growth=15"
                            + " with seed 1 has drawn (efefefefefef); train them on one data set",
                    resnet.run(),
                    densenet.data("drawn", "ef".repeat(32)).run());
        }

        @Test
        void for_another_recipe() {
            var d2l = densenet.recipe(Recipe.d2l()).history(TestRuns.history(5, .87, .87));
            refused(
                    "compared runs must share one recipe, but resnet-20 with seed 1 has quick and"
                            + " densenet-bc:depth=40,growth=15 with seed 1 has d2l; train them with"
                            + " one recipe",
                    resnet.run(),
                    d2l.run());
        }

        @Test
        void for_another_precision() throws IOException {
            var json = new ObjectMapper();
            var record = json.<ObjectNode>valueToTree(densenet.run()).put("precision", "bfloat16");
            refused(
                    "compared runs must share one precision, but resnet-20 with seed 1 has float32"
                            + " and densenet-bc:depth=40,growth=15 with seed 1 has bfloat16; train"
                            + " them with one",
                    resnet.run(),
                    json.treeToValue(record, Run.class));
        }

        @Test
        void for_two_numbers_of_epochs_of_one_network() {
            refused(
                    "compared runs must share the epochs of a network, but resnet-20 with seed 1"
                            + " has 3 epochs and resnet-20 with seed 2 has 4 epochs; leave one out",
                    resnet.run(),
                    TestRuns.draft(TestRuns.RESNET, 2, .86)
                            .recipe(Recipe.quick().withEpochs(4))
                            .history(TestRuns.history(4, .86, .86))
                            .run());
        }

        @Test
        void for_a_run_that_is_there_twice() {
            refused(
                    "a network may be there once for each seed, but resnet-20 with seed 1 is there"
                            + " twice; leave one out",
                    resnet.run(),
                    resnet.run());
        }

        @Test
        void for_a_spec_that_means_two_networks() {
            var other = TestRuns.anatomy(TestRuns.RESNET, "ResNet", 280_000);
            refused(
                    "a spec must mean one network, but runs of resnet-20 differ in it (270,000 and 280,000"
                            + " parameters); train both with the same code",
                    resnet.run(),
                    TestRuns.draft(TestRuns.RESNET, 2, .86).network(other).run());
        }

        @Test
        void for_an_unfinished_run() {
            refused(
                    "a compared run must be finished, but resnet-20 with seed 1 has 2 of 3 epochs;"
                            + " train it again",
                    resnet.history(TestRuns.history(2, .86, .86)).run());
        }

        @Test
        void for_a_missing_test_accuracy() {
            refused(
                    "a compared run needs a test accuracy in its last epoch, but resnet-20 with"
                            + " seed 1 has none; train it again",
                    resnet.history(TestRuns.history(3, .86, null)).run());
        }

        @Test
        void for_a_loss_that_is_no_number() {
            var history = new ArrayList<>(TestRuns.history(3, .86, .86));
            history.set(1, new Epoch(2, Double.NaN, .8, .8, null, 8));
            refused(
                    "a compared run needs a finite loss and a duration in every epoch, but"
                            + " resnet-20 with seed 1 has NaN in 8.0 s at epoch 2; train it again",
                    resnet.history(history).run());
        }

        @Test
        void for_being_none() {
            refused("a comparison needs at least one run, but there was none; train one");
        }

        private void refused(String message, Run... runs) {
            assertThatThrownBy(() -> new Comparison(List.of(runs)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }
}
