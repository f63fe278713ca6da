package org.sumcat.device;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Versions of all software that results depend on. */
public final class Versions {
    /**
     * The components that compute; Java only draws seeds and orders, by algorithms that its
     * specification fixes.
     */
    private static final List<String> COMPUTING = List.of("sumcat", "djl", "pytorch", "os");

    private static final int GIT_SECONDS = 60;

    private Versions() {}

    /** Versions for a run: the code, and the loaded engine. */
    public static Map<String, String> all() {
        var versions = new TreeMap<>(ofCode());
        versions.put("pytorch", EngineAtWork.get().getVersion());
        return versions;
    }

    /**
     * Versions for results counted without an engine: Sumcat, DJL, Java and the operating system.
     */
    public static Map<String, String> ofCode() {
        return new TreeMap<>(
                Map.of(
                        "java",
                        System.getProperty("java.version"),
                        "os",
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        "djl",
                        Engine.getDjlVersion(),
                        "sumcat",
                        version(Versions.class)));
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /**
     * The Git commit of this code, with {@code -dirty} where files were changed since; {@code
     * unknown} outside of a checkout.
     */
    public static String commit() {
        try {
            return commit(checkout());
        } catch (IOException | URISyntaxException e) {
            return "unknown"; // no checkout
        }
    }

    /** The Git commit of a checkout, likewise. */
    public static String commit(Path checkout) {
        String commit = git(checkout, "rev-parse", "HEAD");
        return commit.isEmpty()
                ? "unknown"
                : commit
                        + (git(checkout, "status", "--porcelain", "-uno").isEmpty()
                                ? ""
                                : "-dirty");
    }

    private static String git(Path checkout, String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            var git =
                    new ProcessBuilder(command)
                            .directory(checkout.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            git.environment()
                    .put("GIT_OPTIONAL_LOCKS", "0"); // one killed here would leave its lock
            ProgramAnswer answer = ProgramAnswer.of(git, GIT_SECONDS);
            return answer.status() == 0 ? answer.said().strip() : "";
        } catch (IOException e) {
            return ""; // no Git on this machine
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static Path checkout() throws IOException, URISyntaxException {
        URL code = Versions.class.getProtectionDomain().getCodeSource().getLocation();
        return checkout(Path.of(code.toURI()).toAbsolutePath())
                .orElseThrow(() -> new NoSuchFileException(".git"));
    }

    /**
     * The checkout that code was built in: its jar or classes lie somewhere below {@code target/},
     * as does the copy of the jar that the launcher runs.
     */
    static Optional<Path> checkout(Path code) {
        for (Path folder = code.getParent(); folder != null; folder = folder.getParent()) {
            Path above = folder.getParent();
            if (folder.endsWith("target") && above != null && Files.exists(above.resolve(".git"))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** The subset of versions that affect a result. */
    public static Map<String, String> computing(Map<String, String> versions) {
        var computing = new TreeMap<>(versions);
        computing.keySet().retainAll(COMPUTING);
        return computing;
    }
}
