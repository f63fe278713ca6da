package org.sumcat.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookTest {
    @ParameterizedTest
    @CsvSource({
        "Plain, none",
        "ResNet, sum",
        "Wide ResNet, sum",
        "DenseNet, concat",
        "DenseNet-BC, concat",
        "LeNet, other"
    })
    void the_family_decides_the_join(String family, String key) {
        assertThat(Join.of(TestRuns.anatomy("x", family, 1)).key()).isEqualTo(key);
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
