package org.sumcat.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.network.ConnectionGraph.Connection;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionGraphTest {

    @Test
    void has_what_the_anatomy_counts_for_every_network_of_the_zoo() {
        assertThat(Zoo.networks())
                .allSatisfy(
                        network -> {
                            var wiring = ConnectionGraph.of(network);
                            var anatomy = NetworkSummary.of(network);
                            assertThat(wiring.connections()).hasSize((int) anatomy.connections());
                            assertThat(wiring.layers()).hasSize(anatomy.weightLayers());
                        });
    }

    /** Drawn by hand: conv1, stage1 of two layers, transition, ... of the skeleton of depth 10. */
    @Test
    void of_a_dense_block_lets_every_layer_read_its_input_and_all_before_it() {
        var wiring = ConnectionGraph.of(Zoo.network("skeleton:join=concat,depth=10,width=4"));
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
        var wiring = ConnectionGraph.of(Zoo.network("skeleton:join=sum,depth=7,width=4"));
        assertThat(wiring.connections())
                .startsWith(
                        new Connection(0, 1, false),
                        new Connection(1, 2, false),
                        new Connection(1, 2, true), // x + H(x)
                        new Connection(2, 3, false));
    }
}
