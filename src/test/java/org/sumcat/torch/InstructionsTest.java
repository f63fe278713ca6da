package org.sumcat.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** As Linux, macOS and Windows write them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InstructionsTest {
    @Test
    void Of_an_AMD_EPYC_9354_are_for_bfloat16() {
        assertThat(of("flags : fpu avx512f avx512_bf16 sha_ni"))
                .isEqualTo(new Instructions(true, false));
    }

    @Test
    void Of_an_Intel_Xeon_with_AMX_are_for_tiles_too() {
        assertThat(of("flags : fpu avx512_bf16 amx_bf16 amx_tile amx_int8"))
                .isEqualTo(new Instructions(true, true));
    }

    @Test
    void Of_an_Apple_M2_are_for_bfloat16() {
        assertThat(of("hw.optional.arm.FEAT_BF16: 1")).isEqualTo(new Instructions(true, false));
    }

    @Test
    void Of_an_i7_are_for_neither() {
        var neither = new Instructions(false, false);
        assertThat(of("flags : fpu avx2 avx512f avx512_vnni", "")).isEqualTo(neither);
        assertThat(of("PF_AVX2_INSTRUCTIONS_AVAILABLE")).isEqualTo(neither);
    }

    private static Instructions of(String... flags) {
        return Instructions.of(List.of(flags));
    }
}
