package org.sumcat.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RidgeTest {
    private final SplittableRandom random = new SplittableRandom(1);

    /** Ten independent numbers in each row, of variance 1. */
    private double[][] noise(int rows) {
        var noise = new double[rows][10];
        for (double[] row : noise) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return noise;
    }

    @Test
    void recovers_what_is_a_linear_map_of_the_features() {
        double[][] x = noise(500);
        double[][] others = noise(100);
        assertThat(Ridge.fit(x, twoSums(x)).r2(others, twoSums(others))).isGreaterThan(0.999999);
    }

    /** Of two targets of variance 2 each, half of one is known and nothing of the other. */
    @Test
    void recovers_a_quarter_where_a_quarter_of_the_variance_is_known() {
        double[][] x = noise(20_000);
        assertThat(Ridge.fit(column(x, 0), twoSums(x)).r2(column(x, 0), twoSums(x)))
                .isEqualTo(0.25, within(0.02));
    }

    @Test
    void recovers_nothing_from_noise() {
        double r2 = Ridge.fit(noise(2000), noise(2000)).r2(noise(2000), noise(2000));
        assertThat(r2).isEqualTo(0, within(0.03));
    }

    @Test
    void bears_features_that_never_vary_and_features_that_stand_twice() {
        double[][] x = noise(300);
        for (double[] row : x) {
            row[1] = row[0];
            row[2] = 7;
        }
        assertThat(Ridge.fit(x, column(x, 0)).r2(x, column(x, 0))).isGreaterThan(0.99999);
    }

    @Test
    void refuses_sides_that_do_not_match() {
        assertThatThrownBy(() -> Ridge.fit(noise(3), noise(4)))
                .hasMessage(
                        "a probe needs equally many samples on both sides, at least two, but has 3 and 4");
    }

    private static double[][] twoSums(double[][] x) {
        var y = new double[x.length][2];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = x[i][0] + x[i][1];
            y[i][1] = x[i][2] - x[i][3];
        }
        return y;
    }

    private static double[][] column(double[][] x, int column) {
        var y = new double[x.length][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = x[i][column];
        }
        return y;
    }
}
