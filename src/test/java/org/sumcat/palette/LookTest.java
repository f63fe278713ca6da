package org.sumcat.palette;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Fusion;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LookTest {
    @Test
    void plain_sum_and_concat_differ_in_colour_marker_and_dash() {
        var looks = Arrays.stream(Fusion.values()).map(join -> new Look(join, 0)).toList();
        assertThat(looks).extracting(look -> look.colour()).doesNotHaveDuplicates();
        assertThat(looks).extracting(look -> Hue.of(look.join()).night()).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::marker).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::stroke).doesNotHaveDuplicates();
    }

    @Test
    void four_networks_of_one_join_share_the_colour_and_differ_in_marker_and_dash() {
        var looks = IntStream.range(0, 4).mapToObj(i -> new Look(Fusion.CONCAT, i)).toList();
        assertThat(looks).extracting(look -> look.colour()).containsOnly("#d55e00");
        assertThat(looks).extracting(Look::marker).doesNotHaveDuplicates();
        assertThat(looks).extracting(Look::stroke).doesNotHaveDuplicates();
    }
}
