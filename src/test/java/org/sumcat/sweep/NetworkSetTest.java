package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Fusion;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.Family;
import org.sumcat.zoo.Skeleton;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkSetTest {

    @Test
    void fusion_differs_in_one_word() {
        assertThat(NetworkSet.named("fusion").networks())
                .extracting(network -> ((Skeleton) network).join())
                .containsExactly(Fusion.NONE, Fusion.SUM, Fusion.CONCAT);
    }

    @Test
    void the_variants_of_DenseNet_are_four_at_one_depth_and_growth() {
        var networks = NetworkSet.named("densenet-variants").networks();
        assertThat(networks)
                .extracting(Network::family)
                .containsExactly("DenseNet", "DenseNet-B", "DenseNet-C", "DenseNet-BC");
        assertThat(networks).extracting(n -> ((DenseNet) n).growth()).containsOnly(12);
        assertThat(networks)
                .extracting(n -> NetworkSummary.of(n).weightLayers())
                .containsOnly(40); // depth
    }

    @Test
    void every_family_of_the_zoo_is_in_the_family() {
        var members = NetworkSet.family().networks();
        for (Family family : Zoo.families()) {
            Network member =
                    family.networks().isEmpty()
                            ? Zoo.network(family.name())
                            : family.networks().get(0);
            assertThat(members)
                    .as(family.name())
                    .anyMatch(
                            m ->
                                    m.getClass() == member.getClass()
                                            && m.family().equals(member.family()));
        }
    }

    /** Table 2 prints parameters in millions, for three channels. */
    @ParameterizedTest
    @CsvFileSource(files = "data/published/densenet-table2.csv", useHeadersInDisplayName = true)
    void the_DenseNets_of_Table_2_have_as_many_parameters_as_it_prints(
            String spec, int depth, int growth, String millions) {
        Network network = Zoo.network(spec);
        assertThat(NetworkSet.paperTable2().networks()).contains(network);
        assertThat(((DenseNet) network).growth()).isEqualTo(growth);
        assertThat(NetworkSummary.of(network).weightLayers()).isEqualTo(depth);
        long parameters = NetworkSummary.of(network, new Shape(3, 32, 32), 10).parameters();
        assertThat("%.1f".formatted(parameters / 1e6)).isEqualTo(millions);
    }

    static Stream<NetworkSet> sets() {
        return NetworkSet.all().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void a_set_has_each_network_once_and_a_name_that_finds_it(NetworkSet set) {
        assertThat(set.networks()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        assertThat(NetworkSet.named(set.name())).isEqualTo(set);
    }

    @Test
    void an_unknown_set_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> NetworkSet.named("densenet-variant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a set must be one of fusion, densenet-variants, family, paper-table2, but"
                                + " was 'densenet-variant'; did you mean densenet-variants?");
    }
}
