package org.sumcat.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.measure.PeakMemory;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryTest {

    /**
     * At this depth 28.8 to 29.4 MB an image where all is kept; 15.6 where batch norm is computed
     * again, 9.3 where blocks are. In shallower networks what a step holds for a moment only hides
     * the difference.
     */
    @Test
    void the_more_is_computed_twice_the_less_memory_measured_in_processes_of_their_own() {
        var network = Zoo.network("densenet-bc:depth=100,growth=12");
        var efficient = Zoo.network("densenet-bc:depth=100,growth=12,memory=efficient");
        var least = Zoo.network("densenet-bc:depth=100,growth=12,memory=least");
        long kept = PeakMemory.of(network, 28, 8, 2).bytes();
        long norms = PeakMemory.of(efficient, 28, 8, 2).bytes();
        long blocks = PeakMemory.of(least, 28, 8, 2).bytes();

        // What must be kept is counted.
        assertThat(kept).isGreaterThan((long) (0.9 * 8 * ActivationMemory.of(network).bytes()));
        assertThat(norms)
                .isBetween((long) (0.9 * 8 * ActivationMemory.of(efficient).bytes()), kept * 3 / 4);
        assertThat(blocks)
                .isBetween((long) (0.9 * 8 * ActivationMemory.of(least).bytes()), norms * 4 / 5);
    }

    @Test
    void a_process_that_fails_is_reported_with_its_last_words() {
        assertThatThrownBy(() -> PeakMemory.of(Zoo.network("lenet-5"), 1, 2, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a step of lenet-5 must run to its end, but ended with 1");
    }

    @Test
    void finds_all_three_ways_at_every_depth_and_in_a_trial_at_the_two_smallest() {
        var finding =
                Effects.named("memory:depths=10-16-40,growth=4,batch=2")
                        .measure(Setup.of(DrawnSet.draw(20, 10, 1)).asTrial());
        assertThat(finding.effect()).isEqualTo("memory:depths=10-16,growth=4,batch=2");
        assertThat(finding.table("Memory and time, network by network").rowCount()).isEqualTo(6);
        assertThat(finding.answer())
                .startsWith("From depth 10 to 16 a block has 2.0 times as many layers.");
    }

    @Test
    void other_rules_are_refused_for_the_ways_are_told_apart_by_them() {
        var plain =
                Setup.of(() -> DrawnSet.draw(20, 10, 1), () -> Compute.of("cpu", "exact", "plain"));
        assertThatThrownBy(() -> Effects.named("memory").measure(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("but rules were 'plain'; leave them out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    memory:depths=40    | depths must be from 2 to 8 different ones that rise, but were 40; try 22-40-70
                    memory:depths=40-22 | depths must be from 2 to 8 different ones that rise, but were 40-22; try 22-40-70
                    memory:depths=22-41 | depth must be 6n + 4 (n bottleneck layers in 3 blocks), but was 41; try 40
                    memory:batch=1      | batch must be from 2 to 256 images, but was 1
                    """)
    void refuses(String spec, String message) {
        assertThatThrownBy(() -> Effects.named(spec)).hasMessage(message);
    }
}
