package org.sumcat.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Gate;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkGraphTest {
    @Test
    void a_dense_layer_forks_into_its_input_and_what_it_makes_of_it() {
        var graph = Zoo.network("densenet:blocks=5,growth=4").graph();
        assertThat(graph.stages())
                .extracting(NetworkGraph.Child::name)
                .containsExactly("conv1", "dense1", "post", "gap", "fc");
        var layers = graph.stages().get(1).part().parts();
        assertThat(layers).hasSize(5);
        var last = (Fork) layers.get(4);
        assertThat(last.isDense()).isTrue();
        assertThat(last.channels()).isEqualTo(16 + 5 * 4);
        assertThat(last.branches().get(0)).satisfies(is(LayerKind.IDENTITY, "identity", 32, 28));
        assertThat(last.branches().get(1).parts())
                .last()
                .satisfies(is(LayerKind.CONVOLUTION, "3x3", 4, 28));
    }

    @Test
    void groups_strides_gates_and_heads_are_kept() {
        Block grouped = Layers.conv(8, Window.of(5).stride(2), true, 2);
        Block unit = Fusion.SUM.of(Layers.gated(0.8, Layers.conv(8, 3)), Layers.identity());
        Block net =
                Layers.seq()
                        .stage("a", grouped)
                        .stage("b", unit)
                        .stage("fc", Layers.seq(Layers.globalAvgPool(), Layers.linear(10)))
                        .head("aux", "b", Layers.seq(Layers.globalAvgPool(), Layers.linear(10)));

        var graph = NetworkGraph.of(net, new Shape(1, 4, 8, 8));

        assertThat(graph.stages().get(0).part())
                .satisfies(is(LayerKind.CONVOLUTION, "5x5/2 in 2 groups", 8, 4));
        var fork = (Fork) graph.stages().get(1).part();
        assertThat(fork.fusion()).isEqualTo(Fusion.SUM);
        assertThat(((Gate) fork.branches().get(0)).survival()).isEqualTo(0.8);
        var head = graph.heads().get(0);
        assertThat(head.stage()).isEqualTo("b");
        assertThat(head.part().sizes()).containsExactly(10L);
        assertThat(graph.all().map(NetworkGraph::address))
                .containsExactly(
                        "a",
                        "b/branch1/gated",
                        "b/branch1",
                        "b/branch2",
                        "b",
                        "aux/1",
                        "aux/2",
                        "aux",
                        "fc/1",
                        "fc/2",
                        "fc",
                        "");
        assertThat(graph.layers()).as("without those of heads").hasSize(5);
    }

    @Test
    void parts_that_do_the_same_look_alike_wherever_they_are() {
        var parts = Zoo.network("resnet-20").graph().stages().get(1).part().parts();
        assertThat(parts.get(0).outline()).isEqualTo(parts.get(2).outline());
        var wider = Zoo.network("resnet-20").graph().stages().get(2).part().parts();
        assertThat(wider.get(0).outline()).isNotEqualTo(parts.get(0).outline());
    }

    @Test
    void what_cannot_be_counted_has_no_graph() {
        assertThatThrownBy(() -> Zoo.network("resnet-20").graph(new Shape(1, 28), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input must be channels x height x width");
    }

    private static Consumer<NetworkGraph> is(LayerKind kind, String words, long maps, long side) {
        return part -> {
            var layer = (Layer) part;
            assertThat(layer.kind()).isEqualTo(kind);
            assertThat(layer.words()).isEqualTo(words);
            assertThat(layer.sizes()).containsExactly(maps, side, side);
        };
    }
}
