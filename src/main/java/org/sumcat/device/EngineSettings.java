package org.sumcat.device;

import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that libtorch reads when it is loaded, for programs that {@code ./sumcat} did not start.
 *
 * <p>The launcher sets them in the environment. A notebook kernel, or a program that uses the
 * library, lacks them; there they are set from within, which is as good as long as it happens
 * before the engine is loaded. What the environment says already is left as it is.
 */
public final class EngineSettings {
    private static final String SPIN = "GOMP_SPINCOUNT";

    /** Threads that wait spin for a moment only; a GPU multiplies with all bits of float32. */
    private static final Map<String, String> VARIABLES =
            Map.of(SPIN, "20000", "NVIDIA_TF32_OVERRIDE", "0");

    /** glibc's {@code mallopt} parameters, which keep freed memory in the process. */
    private static final Map<String, int[]> ALLOCATOR = new LinkedHashMap<>();

    static {
        ALLOCATOR.put("MALLOC_TRIM_THRESHOLD_", new int[] {-1, 1 << 30});
        ALLOCATOR.put("MALLOC_TOP_PAD_", new int[] {-2, 1 << 26});
        ALLOCATOR.put("MALLOC_MMAP_THRESHOLD_", new int[] {-3, 1 << 30});
    }

    /** Applied once: setting twice changes nothing, and later settings are not read. */
    private static final class Once {
        static final Optional<String> MISSING = set();
    }

    private EngineSettings() {}

    /**
     * Sets the variables that the environment lacks, on the first call.
     *
     * @return what could not be set any more and what that costs, in one line; empty where all is
     *     well, and on systems other than Linux, where other libraries read other settings
     */
    public static Optional<String> apply() {
        return Once.MISSING;
    }

    private static Optional<String> set() {
        if (Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true"); // DJL counts its users otherwise
        }
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        boolean late = isLoaded("libgomp");
        try {
            NativeLibrary system = NativeLibrary.getInstance("c");
            VARIABLES.forEach(
                    (name, value) ->
                            system.getFunction("setenv").invokeInt(new Object[] {name, value, 0}));
            ALLOCATOR.forEach(
                    (name, setting) -> {
                        if (System.getenv(name) == null) {
                            system.getFunction("mallopt")
                                    .invokeInt(new Object[] {setting[0], setting[1]});
                        }
                    });
        } catch (UnsatisfiedLinkError e) {
            late = true; // another C library than glibc
        }
        boolean told = System.getenv(SPIN) != null || System.getenv("OMP_WAIT_POLICY") != null;
        return late && !told ? Optional.of(COST) : Optional.empty();
    }

    private static final String COST =
            SPIN
                    + " is not set, and the engine was loaded before Lab.start(): beside another"
                    + " program a training takes three times as long; restart the kernel, or"
                    + " install ours (./sumcat notebook --install-kernel)";

    private static boolean isLoaded(String library) {
        try {
            return Files.readString(Path.of("/proc/self/maps")).contains(library);
        } catch (IOException e) {
            return false; // no such file: nothing is known
        }
    }
}
