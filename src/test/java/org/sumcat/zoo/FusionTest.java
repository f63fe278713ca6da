package org.sumcat.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Layers;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FusionTest {
    /** Every family of the zoo, by hand, from its paper. */
    private static final Map<String, Fusion> FAMILIES =
            Map.ofEntries(
                    Map.entry("Plain", Fusion.NONE),
                    Map.entry("LeNet", Fusion.NONE),
                    Map.entry("AlexNet", Fusion.NONE),
                    Map.entry("NiN", Fusion.NONE),
                    Map.entry("VGG", Fusion.NONE),
                    Map.entry("GoogLeNet", Fusion.OTHER),
                    Map.entry("BN-Inception", Fusion.OTHER),
                    Map.entry("Inception v2", Fusion.OTHER),
                    Map.entry("Inception v3", Fusion.OTHER),
                    Map.entry("Inception v4", Fusion.OTHER),
                    Map.entry("ResNet", Fusion.SUM),
                    Map.entry("Pre-act ResNet", Fusion.SUM),
                    Map.entry("Stochastic depth", Fusion.SUM),
                    Map.entry("Inception-ResNet v1", Fusion.SUM),
                    Map.entry("Inception-ResNet v2", Fusion.SUM),
                    Map.entry("DenseNet", Fusion.CONCAT),
                    Map.entry("DenseNet-B", Fusion.CONCAT),
                    Map.entry("DenseNet-C", Fusion.CONCAT),
                    Map.entry("DenseNet-BC", Fusion.CONCAT));

    @Test
    void the_tree_of_every_network_of_the_zoo_says_how_it_joins() {
        var named = Zoo.families().stream().map(family -> Zoo.network(family.name()));
        assertThat(Stream.concat(Zoo.networks().stream(), named))
                .allSatisfy(
                        network ->
                                assertThat(Fusion.of(network.graph()))
                                        .as(network.spec())
                                        .isEqualTo(FAMILIES.get(network.family())));
    }

    @Test
    void a_record_of_a_network_is_that_of_the_zoo_whatever_its_family_is_called() {
        var anatomy = NetworkSummary.of(Zoo.network("densenet-bc-40-12"));
        assertThat(Zoo.fusion(renamed(anatomy, anatomy.spec(), "Wide ResNet")))
                .isEqualTo(Fusion.CONCAT);
    }

    @Test
    void a_record_of_a_network_that_the_zoo_has_not_is_told_by_its_family_or_is_a_chain() {
        var chain = NetworkSummary.of(Zoo.network("vgg-11"));
        assertThat(Zoo.fusion(renamed(chain, "mine", "Pre-act ResNet"))).isEqualTo(Fusion.SUM);
        assertThat(Zoo.fusion(renamed(chain, "mine", "Mine"))).isEqualTo(Fusion.NONE);
        var branched = NetworkSummary.of(Zoo.network("resnet-20"));
        assertThat(Zoo.fusion(renamed(branched, "mine", "Our ResNet"))).isEqualTo(Fusion.OTHER);
    }

    private static NetworkSummary renamed(NetworkSummary a, String spec, String family) {
        return new NetworkSummary(
                spec,
                family,
                a.year(),
                a.paper(),
                a.input(),
                a.classes(),
                a.parameters(),
                a.macs(),
                a.headParameters(),
                a.headMacs(),
                a.weightLayers(),
                a.connections(),
                a.stages());
    }

    @Test
    void only_a_sum_and_a_concatenation_join_branches() {
        assertThatThrownBy(() -> Fusion.NONE.of(Layers.identity(), Layers.relu()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("branches are joined by SUM or CONCAT, but were to be by NONE");
    }

    @Test
    void a_skeleton_is_joined_in_one_of_three_ways() {
        assertThatThrownBy(() -> new Skeleton(Fusion.OTHER, 25, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("join must be one of NONE, SUM, CONCAT, but was OTHER");
        assertThat(Zoo.network("skeleton:join=plain,depth=7").spec())
                .isEqualTo("skeleton:join=plain,depth=7,width=16");
    }
}
