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
import org.sumcat.measure.PeakMemory;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryTest {

    /** Seen here: 21 MB an image where all is kept, 9 where blocks are computed twice. */
    @Test
    void blocks_that_are_computed_twice_take_less_measured_in_processes_of_their_own() {
        String name = "densenet-bc:depth=70,growth=12";
        long kept = PeakMemory.of(Zoo.network(name), 28, 8, 2).bytes();
        long twice = PeakMemory.of(Zoo.network(name + ",memory=efficient"), 28, 8, 2).bytes();

        // What must be kept is counted, see ActivationMemory: 14.8 and 3.5 MB an image.
        assertThat(kept).isGreaterThan(8 * 14_000_000L);
        assertThat(twice).isBetween(8 * 3_000_000L, kept * 3 / 4);
    }

    @Test
    void a_process_that_fails_is_reported_with_its_last_words() {
        assertThatThrownBy(() -> PeakMemory.of(Zoo.network("lenet-5"), 1, 2, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a step of lenet-5 must run to its end, but ended with 1");
    }

    @Test
    void finds_both_ways_at_every_depth_and_in_a_trial_at_the_two_smallest() {
        var finding =
                Effects.named("memory:depths=10-16-40,growth=4,batch=2")
                        .measure(Setup.of(DrawnSet.draw(20, 10, 1)).asTrial());
        assertThat(finding.effect()).isEqualTo("memory:depths=10-16,growth=4,batch=2");
        assertThat(finding.table("Memory and time, network by network").rowCount()).isEqualTo(4);
        assertThat(finding.answer())
                .startsWith("From depth 10 to 16 a block has 2.0 times as many layers.");
    }

    @Test
    void other_rules_are_refused_for_both_ways_are_told_apart_by_them() {
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
