package org.sumcat.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.network.Network;
import org.sumcat.report.TestRuns;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookTest {
    /** Every family of the zoo, by hand. */
    private static final Map<String, Join> FAMILIES =
            Map.ofEntries(
                    Map.entry("Plain", Join.NONE),
                    Map.entry("LeNet", Join.NONE),
                    Map.entry("AlexNet", Join.NONE),
                    Map.entry("NiN", Join.NONE),
                    Map.entry("VGG", Join.NONE),
                    Map.entry("GoogLeNet", Join.OTHER),
                    Map.entry("BN-Inception", Join.OTHER),
                    Map.entry("Inception v2", Join.OTHER),
                    Map.entry("Inception v3", Join.OTHER),
                    Map.entry("Inception v4", Join.OTHER),
                    Map.entry("ResNet", Join.SUM),
                    Map.entry("Pre-act ResNet", Join.SUM),
                    Map.entry("Stochastic depth", Join.SUM),
                    Map.entry("Inception-ResNet v1", Join.SUM),
                    Map.entry("Inception-ResNet v2", Join.SUM),
                    Map.entry("DenseNet", Join.CONCAT),
                    Map.entry("DenseNet-B", Join.CONCAT),
                    Map.entry("DenseNet-C", Join.CONCAT),
                    Map.entry("DenseNet-BC", Join.CONCAT));

    @Test
    void the_family_decides_the_join_and_no_family_of_the_zoo_is_missing() {
        assertThat(FAMILIES)
                .allSatisfy(
                        (family, join) ->
                                assertThat(Join.of(TestRuns.anatomy("x", family, 1)))
                                        .as(family)
                                        .isEqualTo(join));
        var named = Zoo.families().stream().map(family -> Zoo.network(family.name()));
        assertThat(Stream.concat(Zoo.networks().stream(), named).map(Network::family))
                .isSubsetOf(FAMILIES.keySet());
    }

    @Test
    void plain_sum_and_concat_differ_in_colour_marker_and_dash() {
        var looks = Arrays.stream(Join.values()).map(join -> new Look(join, 0)).toList();
        assertThat(looks).extracting(look -> look.join().colour()).doesNotHaveDuplicates();
        assertThat(looks).extracting(look -> look.join().night()).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::marker).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::stroke).doesNotHaveDuplicates();
    }

    @Test
    void four_networks_of_one_join_share_the_colour_and_differ_in_marker_and_dash() {
        var looks = IntStream.range(0, 4).mapToObj(i -> new Look(Join.CONCAT, i)).toList();
        assertThat(looks).extracting(look -> look.join().colour()).containsOnly("#d55e00");
        assertThat(looks).extracting(Look::marker).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::stroke).doesNotHaveDuplicates();
    }
}
