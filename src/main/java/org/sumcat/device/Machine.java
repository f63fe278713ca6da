package org.sumcat.device;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Locale;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;

/** Descriptions of this machine's hardware. */
public final class Machine {
    private static final int LONGEST_NAME = 256; // of a GPU

    private Machine() {}

    /** The name of the processor. */
    public static String processor() {
        return Processor.NAME;
    }

    /** Computed once, on demand, since it takes a while. */
    private static final class Processor {
        static final String NAME =
                new SystemInfo()
                        .getHardware()
                        .getProcessor()
                        .getProcessorIdentifier()
                        .getName()
                        .strip();
    }

    /** The memory of the machine, in bytes. */
    static long memory() {
        return new SystemInfo().getHardware().getMemory().getTotal();
    }

    /** The name of an NVIDIA card by its number, from 0, if there is one. */
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

    /** The name of a GPU visible to CUDA, as its driver gives it, from 0. */
    static Optional<String> gpu(int number) {
        try (var name = new Memory(LONGEST_NAME)) {
            NativeLibrary driver =
                    NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1");
            driver.getFunction("cuInit").invokeInt(new Object[] {0});
            int error =
                    driver.getFunction("cuDeviceGetName")
                            .invokeInt(new Object[] {name, LONGEST_NAME, number});
            return error == 0 ? Optional.of(name.getString(0)) : graphicsCard(number);
        } catch (UnsatisfiedLinkError e) {
            return graphicsCard(number);
        }
    }
}
