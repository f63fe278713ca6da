package org.sumcat.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mends convolutions on processors of AMD that hide the sizes of their caches, as some virtual
 * machines do.
 *
 * <p>oneDNN 3.7.1, which is in libtorch 2.7.1, asks for these sizes by CPUID leaf 0x8000001D. Where
 * that is empty it takes each cache for one byte, cuts the tensors that it reorders into blocks of
 * another shape, and forgets the channels that do not fill a vector (16 of them with AVX-512, 8
 * with AVX2): in the place of the last 8 of 24 channels it leaves what the memory held before.
 * Float32 and bfloat16, forward and backward; no error is raised. Of an unknown number of caches it
 * assumes 32 KiB, 512 KiB and 1 MiB, and computes as it should. So that number, which it keeps in
 * its memory, is set to none.
 */
public final class CacheSizes {
    /** Linux has this from the same leaf. */
    private static final Path KNOWN = Path.of("/sys/devices/system/cpu/cpu0/cache/index0");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String MEMORY = "/proc/self/mem";
    private static final String LIBRARY = "libtorch_cpu.so";

    /** Ten sizes, by how many cores each is shared, and the number of caches: three of one byte. */
    private static final int[] OF_ONE_BYTE = {
        1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3
    };

    private static final int CHUNK = 1 << 20;
    private static final int CHANNELS = 24; // one vector of 16 and half of another
    private static final int KERNEL = 3;

    private static @Nullable Boolean mended; // once: oneDNN asks once, too

    private CacheSizes() {}

    /**
     * Mends this process on the first call, before which nothing may have been convolved.
     *
     * @return whether there was something to mend
     * @throws IllegalStateException if convolutions are wrong nevertheless, with what to do
     */
    public static synchronized boolean mend() {
        Boolean known = mended;
        if (known == null) {
            known = areHidden() && isSet();
            mended = known;
        }
        return known;
    }

    /** Returns whether this is a processor of AMD under Linux whose caches have no sizes. */
    public static boolean areHidden() {
        try {
            return Instructions.X86
                    && Files.isReadable(PROCESSORS)
                    && !Files.exists(KNOWN)
                    && Files.readString(PROCESSORS, ISO_8859_1).contains("AuthenticAMD");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sets the number of caches; returns whether it was found, for by a setting all may be right.
     */
    private static boolean isSet() {
        sumOfOnes(2 * CHANNELS / KERNEL, 1); // whole vectors: now oneDNN has asked
        int found = 0;
        try {
            for (long address : addresses()) {
                write(address + Integer.BYTES * (OF_ONE_BYTE.length - 1L), 0);
                found++;
            }
        } catch (IOException e) {
            found = 0; // a system that lets nobody write there
        }
        float sum = sumOfOnes(CHANNELS, KERNEL);
        if (sum != CHANNELS * KERNEL * KERNEL) {
            throw new IllegalStateException(
                    ("convolutions must be right, but one over %s ones was %s: this machine hides"
                                    + " the sizes of its caches, and libtorch cannot be told of"
                                    + " others; set ONEDNN_MAX_CPU_ISA=SSE41, which is slow, or use"
                                    + " another machine")
                            .formatted(CHANNELS * KERNEL * KERNEL, sum));
        }
        return found > 0;
    }

    /** Sum at a pixel inside of two images of ones, as many channels in as out. */
    private static float sumOfOnes(int channels, int kernel) {
        try (NDManager manager = Engine.getInstance().newBaseManager(Device.cpu())) {
            NDArray images = manager.ones(new Shape(2, channels, 6, 6));
            NDArray weights = manager.ones(new Shape(channels, channels, kernel, kernel));
            NDArray sums =
                    Conv2d.conv2d(
                                    images,
                                    weights,
                                    manager.zeros(new Shape(channels)),
                                    new Shape(1, 1),
                                    new Shape(kernel / 2, kernel / 2))
                            .singletonOrThrow();
            return sums.get("1, 0, 3, 3").getFloat();
        }
    }

    /** Where in the variables of the library there are three caches of one byte. */
    private static List<Long> addresses() throws IOException {
        List<Long> all = new ArrayList<>();
        boolean ofLibrary = false;
        for (String line : Files.readAllLines(MAPS)) { // from-to rw-p offset device inode name
            String[] words = line.split(" +", -1);
            boolean named = !words[words.length - 1].isEmpty() && words.length > 5;
            ofLibrary = named ? words[5].endsWith(LIBRARY) : ofLibrary;
            if (ofLibrary && words[1].startsWith("rw")) {
                String[] ends = words[0].split("-", 2);
                long from = Long.parseUnsignedLong(ends[0], 16);
                all.addAll(addresses(from, Long.parseUnsignedLong(ends[1], 16)));
            }
            ofLibrary &= named; // zeroes lie right behind, without a name
        }
        return all;
    }

    private static List<Long> addresses(long from, long to) throws IOException {
        List<Long> all = new ArrayList<>();
        int overlap = Integer.BYTES * OF_ONE_BYTE.length;
        for (long at = from; at < to; at += CHUNK) {
            IntBuffer words = read(at, (int) Math.min(CHUNK + overlap, to - at));
            int last = Math.min(CHUNK / Integer.BYTES, words.limit() - OF_ONE_BYTE.length + 1);
            for (int i = 0; i < last; i++) {
                if (words.slice(i, OF_ONE_BYTE.length).equals(IntBuffer.wrap(OF_ONE_BYTE))) {
                    all.add(at + (long) Integer.BYTES * i);
                }
            }
        }
        return all;
    }

    private static IntBuffer read(long address, int bytes) throws IOException {
        var content = new byte[bytes];
        try (var memory = new RandomAccessFile(MEMORY, "r")) {
            memory.seek(address);
            memory.readFully(content);
        }
        return ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    private static void write(long address, int word) throws IOException {
        try (var memory = new RandomAccessFile(MEMORY, "rw")) {
            memory.seek(address);
            memory.write(
                    ByteBuffer.allocate(Integer.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .putInt(word)
                            .array());
        }
    }
}
