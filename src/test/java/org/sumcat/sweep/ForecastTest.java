package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ForecastTest {
    private final Plan.Task small = task("lenet-5", 1_000);
    private final Plan.Task large = task("resnet-20", 4_000);
    private final Forecast forecast = new Forecast();

    private static Plan.Task task(String spec, long macs) {
        return new Plan.Task(0, Zoo.network(spec), "quick", 1, macs, 100, 3, spec);
    }

    @Test
    void a_network_that_was_seen_takes_as_long_as_it_took() {
        forecast.saw(small, 100, 2);
        forecast.saw(small, 300, 2); // 400 images in 4 seconds

        assertThat(forecast.of(small, 200)).isCloseTo(2, within(1e-9));
    }

    @Test
    void one_that_was_not_takes_as_long_as_its_work_lets_expect() {
        forecast.saw(small, 100, 2);

        assertThat(forecast.of(large, 100)).isCloseTo(8, within(1e-9)); // four times the MACs
    }

    @Test
    void there_is_no_number_before_anything_was_seen() {
        assertThat(forecast.of(small, 100)).isNaN();
    }

    @Test
    void a_copy_learns_by_itself() {
        forecast.saw(small, 100, 2);
        var copy = forecast.copy();
        copy.saw(small, 100, 8);

        assertThat(forecast.of(small, 100)).isCloseTo(2, within(1e-9));
        assertThat(copy.of(small, 100)).isCloseTo(5, within(1e-9));
    }
}
