package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelTableTest {
    /** k0 + k(l - 1) with k0 = 16 and k = 12: 16, 28, 40, 52; by hand. */
    @Test
    void the_ledger_of_a_dense_block_grows_by_k() {
        var entries = ChannelTable.of(DenseNet.plain(16, 12)).entries(); // 4 layers in 3 blocks
        assertThat(entries).hasSize(12);
        assertThat(entries.subList(0, 4).stream().map(ChannelTable.LayerChannels::reads).toList())
                .isEqualTo(List.of(16L, 28L, 40L, 52L));
        assertThat(entries.get(4).begin()).isEqualTo(64); // 16 + 4 * 12, no compression
        assertThat(entries).allSatisfy(e -> assertThat(e.reads()).isEqualTo(e.expected()));
    }

    @Test
    void there_is_no_ledger_without_a_dense_block() {
        assertThat(ChannelTable.of(Zoo.network("resnet-20")).entries()).isEmpty();
        assertThat(ChannelTable.of(Zoo.network("googlenet")).entries())
                .isEmpty(); // concat, no identity
    }
}
