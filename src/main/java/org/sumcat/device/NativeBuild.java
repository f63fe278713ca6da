package org.sumcat.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The systems for which there is a build of the engine's native library. */
public final class NativeBuild {
    /** The glibc that the builds of libtorch {@value #VERSION} for Linux need. */
    private static final Version GLIBC = Version.parse("2.29");

    /** The GCC C++ library that these builds need. */
    private static final Version GLIBCXX = Version.parse("3.4.26");

    private static final Pattern GLIBCXX_NAME = Pattern.compile("GLIBCXX_(3\\.4\\.\\d+)");

    private static final String VERSION = "2.7.1";
    private static final String OS = System.getProperty("os.name");

    private NativeBuild() {}

    /** The GNU C library, by JNA. */
    private interface Glibc extends Library {
        String gnu_get_libc_version();
    }

    /**
     * Refuses a system without a build.
     *
     * @throws IllegalArgumentException with what it needs and what this is
     */
    static void require() {
        if (System.getenv("PYTORCH_LIBRARY_PATH") == null && ThisMachine.REFUSAL.isPresent()) {
            throw new IllegalArgumentException(ThisMachine.REFUSAL.get());
        }
    }

    /** Determined once, on first use. */
    private static final class ThisMachine {
        static final Optional<String> GLIBC_THERE = glibc();
        static final Optional<String> GLIBCXX_THERE = glibcxx();
        static final Optional<String> REFUSAL =
                refusal(OS, System.getProperty("os.arch"), GLIBC_THERE, GLIBCXX_THERE);
    }

    /** This system in words, with what a build requires. */
    public static String words() {
        return ThisMachine.REFUSAL.orElseGet(
                () ->
                        "available for %s %s%s"
                                .formatted(
                                        OS,
                                        System.getProperty("os.arch"),
                                        OS.equals("Linux") ? libraries() : ""));
    }

    private static String libraries() {
        return " (needs glibc %s and GLIBCXX %s; found %s and %s)"
                .formatted(
                        GLIBC,
                        GLIBCXX,
                        ThisMachine.GLIBC_THERE.orElse("an unknown one"),
                        ThisMachine.GLIBCXX_THERE.orElse("an unknown one"));
    }

    /**
     * The reason why there is no build for such a system.
     *
     * @param glibc its version; empty where it is none, or is not known
     * @param glibcxx likewise
     */
    static Optional<String> refusal(
            String os, String processor, Optional<String> glibc, Optional<String> glibcxx) {
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
        if (glibc.filter(there -> isOlder(there, GLIBC)).isPresent()) {
            return needs("glibc " + GLIBC + " or later", "glibc " + glibc.get());
        }
        return glibcxx.filter(there -> isOlder(there, GLIBCXX))
                .flatMap(
                        there ->
                                needs(
                                        "GLIBCXX " + GLIBCXX + " or later (GCC 9)",
                                        "GLIBCXX " + there));
    }

    private static Optional<String> needs(String what, String found) {
        return Optional.of(
                "libtorch %s needs %s, for which alone there is a build, but this is %s; use another machine or container"
                        .formatted(VERSION, what, found));
    }

    private static boolean isOlder(String there, Version needed) {
        try {
            return Version.parse(there).compareTo(needed) < 0;
        } catch (IllegalArgumentException e) {
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

    /** The latest symbol version of the C++ library, which offers no other way to tell. */
    private static Optional<String> glibcxx() {
        if (!OS.equals("Linux")) {
            return Optional.empty();
        }
        try {
            NativeLibrary.getInstance("libstdc++.so.6"); // by which the linker shows where it lies
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                return maps.filter(line -> line.contains("/libstdc++.so.6"))
                        .map(line -> Path.of(line.substring(line.indexOf('/'))))
                        .findFirst()
                        .flatMap(NativeBuild::latest);
            }
        } catch (IOException | UncheckedIOException | UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    private static Optional<String> latest(Path library) {
        try {
            String text = Files.readString(library, ISO_8859_1);
            return GLIBCXX_NAME
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .max(Comparator.comparing(Version::parse));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
