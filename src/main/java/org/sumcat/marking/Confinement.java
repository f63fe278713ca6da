package org.sumcat.marking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Isolation of answers from hidden tests, solutions and other students' work.
 *
 * @param kind what the machine allows
 * @param hidden folders that are empty for answers
 * @param kept what they may read although it lies in one of those
 * @param stage an empty folder of the system, needed for a moment
 */
public record Confinement(Isolation kind, List<String> hidden, List<String> kept, String stage) {

    /** Mount points that are mostly empty; the first unused one is taken. */
    private static final List<String> STAGES = List.of("/mnt", "/media", "/srv", "/opt");

    /** System folders that every program needs. */
    private static final List<String> NEEDED =
            List.of("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr");

    private static final int PROBE_SECONDS = 20;

    public Confinement {
        hidden = List.copyOf(hidden);
        kept = List.copyOf(kept);
    }

    /** No isolation but a folder of its own. */
    public static Confinement none() {
        return new Confinement(Isolation.FOLDER, List.of(), List.of(), "");
    }

    /**
     * The strongest isolation available on this machine, tried with the Java that will run.
     *
     * @param hidden folders that answers are not to read
     * @param kept what they need of those: Java, the library, data
     * @param jar the library
     */
    public static Confinement strongest(List<Path> hidden, List<Path> kept, Path java, Path jar)
            throws IOException, InterruptedException {
        List<String> secret = real(outermost(real(hidden)).map(Path::of).toList());
        List<String> open = real(kept);
        String stage =
                STAGES.stream()
                        .filter(place -> Files.isDirectory(Path.of(place)))
                        .filter(
                                place ->
                                        Stream.of(secret, open)
                                                .flatMap(List::stream)
                                                .noneMatch(path -> inOrAbove(path, place)))
                        .findFirst()
                        .orElse("");
        boolean possible =
                !stage.isEmpty()
                        && secret.stream()
                                .noneMatch(
                                        path ->
                                                NEEDED.stream()
                                                        .anyMatch(need -> need.startsWith(path)));
        if (possible && System.getProperty("os.name").equals("Linux")) {
            for (Isolation kind : List.of(Isolation.OTHER_USER, Isolation.NAMESPACE)) {
                var confinement = new Confinement(kind, secret, open, stage);
                if (confinement.works(
                        List.of(java.toString(), "-cp", jar.toString(), AnswerProcess.MAIN))) {
                    return confinement;
                }
            }
        }
        return none();
    }

    private static boolean inOrAbove(String path, String place) {
        return Path.of(path).startsWith(place) || Path.of(place).startsWith(path);
    }

    private static List<String> real(List<Path> paths) {
        return paths.stream()
                .filter(Files::exists)
                .map(
                        path -> {
                            try {
                                return path.toRealPath().toString();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .distinct()
                .toList();
    }

    private static Stream<String> outermost(List<String> folders) {
        return folders.stream()
                .filter(
                        folder ->
                                folders.stream()
                                        .noneMatch(
                                                other ->
                                                        !other.equals(folder)
                                                                && Path.of(folder)
                                                                        .startsWith(other)));
    }

    private boolean works(List<String> program) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory("sumcat-probe");
        try {
            Process process =
                    new ProcessBuilder(command(own, program))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no unshare here
        } finally {
            Files.deleteIfExists(own);
        }
    }

    /** The command that runs a program in isolation. */
    public List<String> command(Path own, List<String> program) throws IOException {
        if (kind == Isolation.FOLDER) {
            return program;
        }
        var command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
        command.add("--kill-child");
        if (kind == Isolation.NAMESPACE) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("sh", "-c", script(), "sh", stage, own.toRealPath().toString()));
        command.add(kind == Isolation.OTHER_USER ? "other" : "same");
        command.addAll(kept);
        command.add("--");
        command.addAll(hidden);
        command.add("--");
        command.addAll(program);
        return command;
    }

    private static String script() throws IOException {
        try (InputStream in = Confinement.class.getResourceAsStream("confined.sh")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
