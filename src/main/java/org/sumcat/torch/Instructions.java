package org.sumcat.torch;

import java.util.List;
import java.util.regex.Pattern;
import oshi.SystemInfo;

/**
 * Instructions that the processor says it has; some systems hide it.
 *
 * @param forBfloat16 whether it multiplies bfloat16
 * @param forTiles whether it multiplies small matrices of them at once (AMX)
 */
public record Instructions(boolean forBfloat16, boolean forTiles) {
    /** The names that processors give their instructions for bfloat16. */
    public static final String BFLOAT16 = "avx512_bf16, amx_bf16 or bf16";

    /** True on a processor of Intel's and AMD's family. */
    public static final boolean X86 =
            System.getProperty("os.arch").matches("amd64|x86_64|x86|i386");

    private static final Pattern FOR_BFLOAT16 =
            Pattern.compile("(?i)\\b(avx512_bf16|amx_bf16|bf16|feat_bf16)\\b");
    private static final Pattern FOR_TILES = Pattern.compile("(?i)\\bamx_bf16\\b");

    /** Returns the instructions of this machine. */
    public static Instructions here() {
        return Here.INSTRUCTIONS;
    }

    /** Asked once, when it is needed: the answer takes a while. */
    private static final class Here {
        static final Instructions INSTRUCTIONS =
                of(new SystemInfo().getHardware().getProcessor().getFeatureFlags());
    }

    /**
     * Reads the instructions of a processor.
     *
     * @param flags some in a line, as the system writes them
     */
    static Instructions of(List<String> flags) {
        return new Instructions(
                flags.stream().anyMatch(line -> FOR_BFLOAT16.matcher(line).find()),
                flags.stream().anyMatch(line -> FOR_TILES.matcher(line).find()));
    }
}
