package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.EqualAccuracy;
import org.sumcat.compare.EqualAccuracyView;
import org.sumcat.network.NetworkSummary;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

/** Two families whose errors are powers of their sizes, so that every number is known. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EqualAccuracyTest {
    private static final DoubleUnaryOperator SUM = parameters -> 0.3 * Math.pow(parameters, -0.1);

    /** As accurate as a sum of twice the parameters, or of as many times as asked for. */
    private static List<Run> sweep(int sizes, int seeds, double times) {
        var runs = new ArrayList<Run>();
        for (int size = 1; size <= sizes; size++) {
            for (int seed = 1; seed <= seeds; seed++) {
                runs.add(run("skeleton:join=sum,depth=10,width=" + 4 * size, seed, 1));
                runs.add(run("skeleton:join=concat,depth=10,width=" + 3 * size, seed, times));
            }
        }
        return runs;
    }

    private static Run run(String spec, int seed, double times) {
        var network = NetworkSummary.of(Zoo.network(spec));
        double luck = 1 + 0.002 * (seed - 3); // seeds around 3 scatter around the mean
        double error = luck * SUM.applyAsDouble(times * network.parameters());
        return TestRuns.draft(TestRuns.PLAIN, seed, 1 - error).network(network).run();
    }

    private static EqualAccuracy pair(List<Run> runs) {
        var pairs = EqualAccuracy.of(new Comparison(runs));
        assertThat(pairs).hasSize(1);
        return pairs.get(0);
    }

    @Test
    void a_family_that_is_as_accurate_with_half_the_parameters_has_a_ratio_of_two() {
        var pair = pair(sweep(4, 5, 2));
        assertThat(pair.first().name()).isEqualTo("ResNet (sum)");
        assertThat(pair.second().name()).isEqualTo("DenseNet (concat)");
        assertThat(pair.levels()).hasSize(3);
        for (var level : pair.levels()) {
            var parameters = level.needs().get(0);
            assertThat(parameters.cost().words()).isEqualTo("parameters");
            assertThat(parameters.ratio().ratio()).isCloseTo(2, offset(1e-6));
            assertThat(parameters.ratio().interval().contains(2)).isTrue();
        }
        assertThat(pair.sentence())
                .contains("ResNet (sum) needs 2.00 times the parameters (95% interval 1.")
                .contains("times the bytes of activation memory, as predicted")
                .contains("a ratio of 2, is within the interval.");
    }

    @Test
    void what_needs_no_fewer_parameters_is_said_to_differ_from_the_claim() {
        assertThat(pair(sweep(4, 5, 1)).sentence())
                .contains("needs 1.00 times the parameters")
                .contains("These runs do not show which of the two needs fewer parameters.")
                .contains("a ratio of 2, is outside the interval.");
    }

    @Test
    void few_seeds_or_sizes_have_a_ratio_and_no_interval() {
        assertThat(pair(sweep(4, 3, 2)).sentence())
                .contains("needs 2.00 times the parameters of DenseNet (concat)")
                .endsWith(
                        "No interval: that takes 4 sizes of each and 5 seeds of each size, but there are 4 and 3.");
        assertThat(pair(sweep(3, 5, 2)).sentence()).endsWith("but there are 3 and 5.");
    }

    @Test
    void families_that_reach_no_accuracy_in_common_have_no_number() {
        var pair = pair(sweep(4, 5, 1e6));
        assertThat(pair.levels()).isEmpty();
        assertThat(pair.sentence())
                .contains("reach no common accuracy")
                .contains("not reached here");
        assertThat(new EqualAccuracyView(pair).tables().get(0).rowCount()).isZero();
        assertThat(new EqualAccuracyView(pair).figures()).hasSize(2);
    }

    @Test
    void what_each_needs_is_a_table_and_the_gaps_are_drawn() {
        var view = new EqualAccuracyView(pair(sweep(4, 5, 2)));
        var needs = view.tables().get(0);
        assertThat(needs.rowCount()).isEqualTo(3 * 3);
        for (var row : needs.where(needs.stringColumn("of").isEqualTo("parameters"))) {
            assertThat(row.getDouble("times")).isCloseTo(2, offset(1e-6));
            assertThat(row.getDouble("95% interval from")).isBetween(1.0, 2.0);
            assertThat(row.getDouble("to")).isBetween(2.0, 4.0);
        }
        assertThat(view.figures().get(0).svg()).contains("2.00 times at");
    }

    @Test
    void one_network_of_each_family_is_no_curve() {
        assertThat(EqualAccuracy.of(new Comparison(sweep(1, 5, 2)))).isEmpty();
    }
}
