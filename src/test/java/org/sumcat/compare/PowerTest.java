package org.sumcat.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.report.Measured;
import org.sumcat.statistics.Holm;
import org.sumcat.statistics.Pairs;

/** How often five seeds tell sum and concatenation apart, by simulation. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PowerTest {
    private static final int SWEEPS = 4000;
    private static final int SEEDS = 5;

    private final Random random = new Random(1);

    /** Networks scatter normally, with the means and covariances of the committed report. */
    @Test
    void five_seeds_miss_the_measured_difference_as_often_as_their_page_says() throws Exception {
        var networks = new Comparison(Measured.runs(Path.of("data/measured/compare"))).summaries();
        assertThat(networks).extracting(Summary::fusion).containsExactly("none", "sum", "concat");
        double missed =
                Stream.generate(() -> sweep(networks))
                                .limit(SWEEPS)
                                .filter(sweep -> !tellsSumFromConcat(sweep))
                                .count()
                        / (double) SWEEPS;
        var said =
                Pattern.compile("about\\s+(\\d+) times in 100")
                        .matcher(Files.readString(Path.of("data/measured/README.md")));
        assertThat(said.find())
                .as("data/measured/README.md says how often five seeds do not tell")
                .isTrue();
        assertThat(100 * missed).isCloseTo(Double.parseDouble(said.group(1)), within(2.0));
    }

    /**
     * Accuracies of {@value #SEEDS} new seeds, network by network. Each seed is the means plus the
     * measured seeds' deviations in random portions, which have the measured covariance: what is
     * kind to one network is kind to the others as it was.
     */
    private List<List<Double>> sweep(List<Summary> networks) {
        int measured = networks.get(0).seeds().size();
        var sweep = networks.stream().map(network -> new ArrayList<Double>()).toList();
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] portions =
                    random.doubles(measured).map(unused -> random.nextGaussian()).toArray();
            for (int k = 0; k < networks.size(); k++) {
                var accuracy = networks.get(k).lastEpoch();
                double value = accuracy.mean();
                for (int i = 0; i < measured; i++) {
                    double deviation = accuracy.values().get(i) - accuracy.mean();
                    value += portions[i] * deviation / Math.sqrt(measured - 1);
                }
                sweep.get(k).add(100 * value);
            }
        }
        return List.copyOf(sweep);
    }

    private static boolean tellsSumFromConcat(List<? extends List<Double>> sweep) {
        var ps =
                Stream.of(
                                Pairs.of(sweep.get(0), sweep.get(1)),
                                Pairs.of(sweep.get(0), sweep.get(2)),
                                Pairs.of(sweep.get(1), sweep.get(2)))
                        .map(Pairs::tTest)
                        .toList();
        return Holm.correct(ps).get(2) < Difference.LEVEL;
    }
}
