package org.sumcat.train;

import java.util.Locale;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;

/** What there is to compute on, in words. */
public final class Machine {
    private Machine() {}

    /** The processor as it calls itself. */
    public static String processor() {
        return Processor.NAME;
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
