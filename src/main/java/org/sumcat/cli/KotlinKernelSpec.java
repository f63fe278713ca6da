package org.sumcat.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * How Jupyter starts the Kotlin kernel of JetBrains. It is 80 MB, so it is fetched when the first
 * notebook in Kotlin is to run.
 *
 * @param home Sumcat's folder
 * @param java what the Java kernel is started with
 */
record KotlinKernelSpec(Path home, KernelSpec java) {
    /** The name that notebooks in Kotlin ask for. */
    static final String NAME = "kotlin";

    private static final String MAIN = "org.jetbrains.kotlinx.jupyter.IkotlinKt";

    /** The kernel tells of every message otherwise. */
    private static final String LOGBACK = "<configuration><root level=\"OFF\"/></configuration>\n";

    /**
     * Makes the kernel known to a Jupyter that has this folder in its {@code JUPYTER_PATH}.
     *
     * @throws IllegalArgumentException if it is not here and cannot be fetched
     */
    void register(Path jupyterPath, Jupyter.Person person)
            throws IOException, InterruptedException {
        List<Path> jars = jars(person);
        Path folder = Files.createDirectories(jupyterPath.resolve("kernels").resolve(NAME));
        Path logging = Files.writeString(folder.resolve("logback.xml"), LOGBACK);
        Files.writeString(folder.resolve("kernel.json"), json(jars, folder, logging));
    }

    private String json(List<Path> jars, Path folder, Path logging) throws IOException {
        String path = jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(java.java().toString()));
        command.addAll(java.options());
        command.add("-Dlogback.configurationFile=" + logging);
        command.addAll(List.of("-cp", path, MAIN, "{connection_file}"));
        command.addAll(List.of("-classpath=" + path, "-home=" + folder.resolve("home")));
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", command);
        json.put("display_name", "Sumcat Kotlin");
        json.put("language", "kotlin");
        json.put("interrupt_mode", "message");
        json.put("env", java.environment());
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private List<Path> jars(Jupyter.Person person) throws IOException, InterruptedException {
        Path folder = home.resolve("target/kotlin-kernel");
        Path whole = folder.resolve("fetched"); // there only when everything is
        if (!Files.exists(whole)) {
            person.hear("fetching the Kotlin kernel (80 MB) ...");
            fetch(folder);
            Files.createFile(whole);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private void fetch(Path folder) throws IOException, InterruptedException {
        Path log = home.resolve("target/kotlin-kernel.log");
        var maven =
                new ProcessBuilder(
                                maven(),
                                "-B",
                                "-ntp",
                                "-f",
                                home.resolve("src/kotlin-kernel/pom.xml").toString(),
                                "dependency:copy-dependencies",
                                "-DoutputDirectory=" + folder)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (maven.start().waitFor() != 0) {
            throw new IllegalArgumentException(
                    "notebooks in Kotlin need its kernel, but Maven could not fetch it; see %s, and"
                                    .formatted(log)
                            + " try again with a network");
        }
    }

    /** The one on the path, or our wrapper of it. */
    private String maven() {
        String windows = File.separatorChar == '\\' ? ".cmd" : "";
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "mvn" + windows))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(home.resolve("mvnw" + windows))
                .toString();
    }
}
