package org.sumcat.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.sumcat.device.Versions;

/**
 * The build of another checkout of Sumcat, as a peer of this one.
 *
 * @param checkout its folder
 * @param jar its library, whose manifest names the others
 */
public record OtherBuild(Path checkout, Path jar) {
    private static final String JDK = "Build-Jdk-Spec";
    private static final String PEER = PeerMain.class.getName().replace('.', '/') + ".class";

    /**
     * Finds the build of a checkout.
     *
     * @param checkout its folder
     * @throws IllegalArgumentException if it is no checkout of Sumcat, is not built or was changed
     *     since, knows no bench, or was built by another JDK or for another device than this one
     */
    public static OtherBuild of(Path checkout) {
        Path home = checkout.toAbsolutePath().normalize();
        require(
                Files.isRegularFile(home.resolve("sumcat"))
                        && Files.isRegularFile(home.resolve("pom.xml")),
                "--against must be a checkout of Sumcat, but %s has no sumcat and pom.xml; name its folder",
                checkout);
        Path jar = home.resolve("target/sumcat.jar");
        Path stamp = home.resolve("target/sumcat.built");
        require(
                Files.isRegularFile(jar) && Files.isRegularFile(stamp),
                "--against must be a checkout that is built, but %s has no target/sumcat.jar of ./sumcat; run ./sumcat --version there",
                checkout);
        require(
                !jar.toString().contains(File.pathSeparator),
                "--against must have a path without '"
                        + File.pathSeparator
                        + "', but was %s; move it",
                checkout);
        try {
            requireFresh(checkout, home, stamp);
            requireAlike(checkout, jar);
            requireSameDevice(checkout, stamp);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--against must be a checkout that can be read, but %s cannot (%s); build it again"
                            .formatted(checkout, e),
                    e);
        }
        return new OtherBuild(home, jar);
    }

    /** The Git commit of its sources. */
    public String commit() {
        return Versions.commit(checkout);
    }

    /** Refuses a build that is older than a source, as the launcher would build it again. */
    private static void requireFresh(Path named, Path home, Path stamp) throws IOException {
        FileTime built = Files.getLastModifiedTime(stamp);
        requireOld(named, home.resolve("pom.xml"), built);
        try (Stream<Path> sources = Files.walk(home.resolve("src/main"))) {
            for (Path source : sources.toList()) {
                requireOld(named, source, built);
            }
        }
    }

    private static void requireOld(Path named, Path source, FileTime built) throws IOException {
        require(
                Files.getLastModifiedTime(source).compareTo(built) <= 0,
                "--against must be built from its sources as they are, but in %s some changed since; run ./sumcat --version there",
                named);
    }

    private static void requireAlike(Path named, Path jar) throws IOException {
        try (var theirs = new JarFile(jar.toFile())) {
            require(
                    theirs.getEntry(PEER) != null,
                    "--against must be a version of Sumcat with this bench, but the build in %s has none; take a later one",
                    named);
            String jdk = jdk(theirs.getManifest());
            String ours = jdkOfOurs();
            require(
                    ours.isEmpty() || jdk.equals(ours),
                    "--against must be built by the JDK that built this one, "
                            + ours
                            + ", but %s was by "
                            + jdk
                            + "; build both by one",
                    named);
        }
    }

    private static void requireSameDevice(Path named, Path stamp) throws IOException {
        Path ours = Path.of(System.getProperty("sumcat.home", ""), "target", "sumcat.built");
        String their = Files.readString(stamp).strip();
        if (Files.isRegularFile(ours)) {
            String our = Files.readString(ours).strip();
            require(
                    our.equals(their),
                    "--against must be built for "
                            + our
                            + " as this one, but %s is for "
                            + their
                            + "; build both alike (SUMCAT_CUDA)",
                    named);
        }
    }

    private static String jdkOfOurs() throws IOException {
        String first = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
        if (!first.endsWith(".jar") || !Files.isRegularFile(Path.of(first))) {
            return ""; // classes in a folder, as in a test
        }
        try (var ours = new JarFile(first)) {
            return jdk(ours.getManifest());
        }
    }

    private static String jdk(Manifest manifest) {
        return manifest == null
                ? ""
                : String.valueOf(manifest.getMainAttributes().getValue(JDK)).replace("null", "");
    }

    private static void require(boolean rule, String message, Path named) {
        if (!rule) {
            throw new IllegalArgumentException(message.formatted(named));
        }
    }
}
