package org.sumcat.nn;

import java.util.List;
import java.util.regex.Pattern;
import oshi.SystemInfo;

/**
 * What the processor says that it has instructions for; some systems hide it.
 *
 * @param isX86 of Intel's and AMD's family
 * @param forBfloat16 whether it multiplies bfloat16
 * @param forTiles whether it multiplies small matrices of them at once (AMX)
 */
public record Instructions(boolean isX86, boolean forBfloat16, boolean forTiles) {
    /** What processors call their instructions for bfloat16. */
    public static final String BFLOAT16 = "avx512_bf16, amx_bf16 or bf16";

    private static final Pattern FOR_BFLOAT16 =
            Pattern.compile("(?i)\\b(avx512_bf16|amx_bf16|bf16|feat_bf16)\\b");
    private static final Pattern FOR_TILES = Pattern.compile("(?i)\\bamx_bf16\\b");

    /** Those of this machine. */
    public static Instructions here() {
        return Here.INSTRUCTIONS;
    }

    /** Asked once, when it is needed: the answer takes a while. */
    private static final class Here {
        static final Instructions INSTRUCTIONS =
                of(
                        System.getProperty("os.arch"),
                        new SystemInfo().getHardware().getProcessor().getFeatureFlags());
    }

    /**
     * Those of a processor.
     *
     * @param architecture as Java calls it, {@code amd64}
     * @param flags some in a line, as the system writes them
     */
    static Instructions of(String architecture, List<String> flags) {
        return new Instructions(
                architecture.matches("amd64|x86_64|x86|i386"),
                flags.stream().anyMatch(line -> FOR_BFLOAT16.matcher(line).find()),
                flags.stream().anyMatch(line -> FOR_TILES.matcher(line).find()));
    }
}
