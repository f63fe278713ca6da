package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SlotsTest {
    @Test
    void a_machine_is_full_and_not_more_than_full() {
        assertThat(Slots.of(null, null, 8, 0, 9)).isEqualTo(new Slots(8, 1));
        assertThat(Slots.of(null, null, 8, 0, 3)).isEqualTo(new Slots(3, 2));
        assertThat(Slots.of(null, null, 2, 0, 1)).isEqualTo(new Slots(1, 2));
        assertThat(Slots.of(null, 4, 8, 0, 9)).isEqualTo(new Slots(2, 4));
        assertThat(Slots.of(null, 16, 8, 0, 9)).isEqualTo(new Slots(1, 16));
    }

    @Test
    void what_is_asked_for_is_given() {
        assertThat(Slots.of(4, null, 8, 0, 9)).isEqualTo(new Slots(4, 2));
        assertThat(Slots.of(16, 1, 8, 0, 9)).isEqualTo(new Slots(16, 1));
    }

    @Test
    void on_GPUs_there_is_one_run_on_each() {
        assertThat(Slots.of(null, null, 32, 4, 9).jobs()).isEqualTo(4);
        assertThat(Slots.of(null, null, 32, 4, 2).jobs()).isEqualTo(2);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> Slots.of(0, null, 8, 0, 9))
                .hasMessage("--jobs must be from 1 to 256, but was 0");
        assertThatThrownBy(() -> Slots.of(1, 0, 8, 0, 9))
                .hasMessage("threads must be from 1 to 1024, but were 0");
        assertThatThrownBy(() -> Slots.of(1, 1025, 8, 0, 9))
                .hasMessage("threads must be from 1 to 1024, but were 1025");
    }
}
