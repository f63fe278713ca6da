package org.sumcat.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Locale;
import java.util.Optional;

/** For which systems there is a build of the engine's library. */
public final class NativeBuild {
    /** Of the builds of libtorch {@value #VERSION} for Linux. */
    private static final int[] GLIBC = {2, 29};

    private static final String VERSION = "2.7.1";
    private static final String OS = System.getProperty("os.name");

    private NativeBuild() {}

    /** The C library of GNU, by its own name. */
    private interface Glibc extends Library {
        String gnu_get_libc_version();
    }

    /**
     * Refuses a system for which there is none.
     *
     * @throws IllegalArgumentException with what it needs and what this is
     */
    static void require() {
        if (System.getenv("PYTORCH_LIBRARY_PATH") == null && Here.REFUSAL.isPresent()) {
            throw new IllegalArgumentException(Here.REFUSAL.get());
        }
    }

    /** Looked at once. */
    private static final class Here {
        static final Optional<String> GLIBC_VERSION = glibc();
        static final Optional<String> REFUSAL =
                refusal(OS, System.getProperty("os.arch"), GLIBC_VERSION);
    }

    /** In words, what is needed included. */
    public static String words() {
        return Here.REFUSAL.orElseGet(
                () ->
                        "there is one for %s %s".formatted(OS, System.getProperty("os.arch"))
                                + Here.GLIBC_VERSION
                                        .map(
                                                " (needs glibc 2.29 and GLIBCXX 3.4.26; glibc is %s)"
                                                        ::formatted)
                                        .orElse(""));
    }

    /**
     * Why there is none for such a system.
     *
     * @param glibc its version; empty where it is none, or is not known
     */
    static Optional<String> refusal(String os, String processor, Optional<String> glibc) {
        String system = os.toLowerCase(Locale.ROOT);
        boolean x86 = processor.matches("amd64|x86_64");
        boolean arm = processor.matches("aarch64|arm64");
        if (system.startsWith("mac")) {
            return arm
                    ? Optional.empty()
                    : needs("a Mac with an Apple processor and a Java for it", processor);
        }
        if (system.startsWith("windows")) {
            return x86
                    ? Optional.empty()
                    : needs("a Java for x64, on Windows on ARM, too", processor);
        }
        if (!x86 && !arm) {
            return needs("x86_64 or aarch64", processor);
        }
        return glibc.filter(NativeBuild::isTooOld)
                .flatMap(found -> needs("glibc 2.29 or later", "glibc " + found));
    }

    private static Optional<String> needs(String what, String found) {
        return Optional.of(
                "libtorch %s needs %s, for which alone there is a build, but this is %s; take another machine or container"
                        .formatted(VERSION, what, found));
    }

    private static boolean isTooOld(String version) {
        var numbers = version.split("\\D+", -1);
        try {
            int major = Integer.parseInt(numbers[0]);
            int minor = numbers.length < 2 ? 0 : Integer.parseInt(numbers[1]);
            return major < GLIBC[0] || (major == GLIBC[0] && minor < GLIBC[1]);
        } catch (NumberFormatException e) {
            return false; // a version in words: the engine will tell
        }
    }

    private static Optional<String> glibc() {
        if (!OS.equals("Linux")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Native.load("c", Glibc.class).gnu_get_libc_version());
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty(); // another C library
        }
    }
}
