package org.sumcat.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;

/** What there is to compute on, in words. */
public final class Machine {
    /** What processors call their instructions for it. */
    static final String BFLOAT16 = "avx512_bf16, amx_bf16 or bf16";

    private static final Pattern HAS_BFLOAT16 =
            Pattern.compile("(?i)\\b(avx512_bf16|amx_bf16|bf16|feat_bf16)\\b");

    private Machine() {}

    /** The processor as it calls itself. */
    public static String processor() {
        return Processor.NAME;
    }

    /** Whether the processor says that it has instructions for bfloat16; some systems hide it. */
    static boolean hasBfloat16() {
        return hasBfloat16(new SystemInfo().getHardware().getProcessor().getFeatureFlags());
    }

    /**
     * Likewise.
     *
     * @param flags of a processor, some in a line, as its system writes them
     */
    static boolean hasBfloat16(List<String> flags) {
        return flags.stream().anyMatch(line -> HAS_BFLOAT16.matcher(line).find());
    }

    /** Asked once, when it is needed: the answer takes a while. */
    private static final class Processor {
        static final String NAME =
                new SystemInfo()
                        .getHardware()
                        .getProcessor()
                        .getProcessorIdentifier()
                        .getName()
                        .strip();
    }

    /** Memory of the machine, in bytes. */
    static long memory() {
        return new SystemInfo().getHardware().getMemory().getTotal();
    }

    /** The name of an NVIDIA card, where there are as many; 0 is the first. */
    static Optional<String> graphicsCard(int number) {
        return new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .filter(
                                card ->
                                        card.getVendor()
                                                .toLowerCase(Locale.ROOT)
                                                .contains("nvidia"))
                        .map(GraphicsCard::getName)
                        .skip(number)
                        .findFirst();
    }
}
