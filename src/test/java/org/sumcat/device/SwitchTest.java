package org.sumcat.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchTest {
    @Test
    void is_as_usual_unless_told_otherwise() {
        assertThat(Switch.isOn("SUMCAT_X", null, true)).isTrue();
        assertThat(Switch.isOn("SUMCAT_X", "", false)).isFalse();
        assertThat(Switch.isOn("SUMCAT_X", "0", true)).isFalse();
        assertThat(Switch.isOn("SUMCAT_X", "1", false)).isTrue();
    }

    @Test
    void takes_no_other_word_for_on_or_off() {
        assertThatThrownBy(() -> Switch.isOn("SUMCAT_X", "no", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SUMCAT_X must be 0 (off) or 1 (on), but was 'no'");
    }
}
