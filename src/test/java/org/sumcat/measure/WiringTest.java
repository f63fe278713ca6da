package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.measure.Wiring.Connection;
import org.sumcat.zoo.Anatomy;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WiringTest {

    /** Two walks that know nothing of each other: one keeps sources, the other their number. */
    @Test
    void has_as_many_connections_as_the_anatomy_counts_for_every_network_of_the_zoo() {
        assertThat(Zoo.networks())
                .allSatisfy(
                        network -> {
                            var wiring = Wiring.of(network);
                            var anatomy = Anatomy.of(network);
                            assertThat(wiring.connections()).hasSize((int) anatomy.connections());
                            assertThat(wiring.layers()).hasSize(anatomy.weightLayers());
                        });
    }

    /** Drawn by hand: conv1, stage1 of two layers, transition, ... of the skeleton of depth 10. */
    @Test
    void of_a_dense_block_lets_every_layer_read_its_input_and_all_before_it() {
        var wiring = Wiring.of(Zoo.network("skeleton:join=concat,depth=10,width=4"));
        assertThat(wiring.connections())
                .startsWith(
                        new Connection(0, 1, false), // conv1 reads the image
                        new Connection(1, 2, false),
                        new Connection(1, 3, false),
                        new Connection(2, 3, false),
                        new Connection(1, 4, false), // the transition reads all three
                        new Connection(2, 4, false),
                        new Connection(3, 4, false),
                        new Connection(4, 5, false));
    }

    @Test
    void of_a_sum_adds_the_shortcut_to_the_layer_that_it_goes_round() {
        var wiring = Wiring.of(Zoo.network("skeleton:join=sum,depth=7,width=4"));
        assertThat(wiring.connections())
                .startsWith(
                        new Connection(0, 1, false),
                        new Connection(1, 2, false),
                        new Connection(1, 2, true), // x + H(x)
                        new Connection(2, 3, false));
    }

    /** k0 + k(l - 1) with k0 = 16 and k = 12: 16, 28, 40, 52; by hand. */
    @Test
    void the_ledger_of_a_dense_block_grows_by_k() {
        var entries = Ledger.of(DenseNet.plain(16, 12)).entries(); // 4 layers in 3 blocks
        assertThat(entries).hasSize(12);
        assertThat(entries.subList(0, 4).stream().map(Ledger.Entry::reads).toList())
                .isEqualTo(List.of(16L, 28L, 40L, 52L));
        assertThat(entries.get(4).begin()).isEqualTo(64); // 16 + 4 * 12, no compression
        assertThat(entries).allSatisfy(e -> assertThat(e.reads()).isEqualTo(e.expected()));
    }

    @Test
    void there_is_no_ledger_without_a_dense_block() {
        assertThat(Ledger.of(Zoo.network("resnet-20")).entries()).isEmpty();
        assertThat(Ledger.of(Zoo.network("googlenet")).entries()).isEmpty(); // concat, no identity
    }
}
