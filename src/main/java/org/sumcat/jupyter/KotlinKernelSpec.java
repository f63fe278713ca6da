package org.sumcat.jupyter;

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
 * The kernelspec of JetBrains' Kotlin kernel. It is 80 MB, so it is fetched when the first notebook
 * in Kotlin is to run.
 *
 * @param home Sumcat's folder
 * @param java what the Java kernel is started with
 */
record KotlinKernelSpec(Path home, KernelSpec java) {
    /** The kernel name in all Kotlin notebooks. */
    static final String NAME = "kotlin";

    /**
     * The name under which it is installed elsewhere, where {@link #NAME} may be another kernel's.
     */
    static final String INSTALLED_NAME = "sumcat-kotlin";

    private static final String MAIN = "org.jetbrains.kotlinx.jupyter.IkotlinKt";

    /** The latest Java that its compiler, Kotlin 1.8.20, supports. */
    private static final int LATEST = 19;

    private static final int EARLIEST = 17;

    /** Logging turned off, since the kernel logs every message otherwise. */
    private static final String LOGBACK = "<configuration><root level=\"OFF\"/></configuration>\n";

    /**
     * Registers the kernel in a folder on {@code JUPYTER_PATH}.
     *
     * @throws IllegalArgumentException if it is not here and cannot be fetched
     */
    void register(Path jupyterPath, Jupyter.Person person)
            throws IOException, InterruptedException {
        List<Path> jars = jars(person);
        Path folder = jupyterPath.resolve("kernels").resolve(NAME);
        write(jars, Files.createDirectories(folder), folder);
    }

    /**
     * Writes the kernel into a folder.
     *
     * @param jars of the kernel
     * @param as where the folder will be when Jupyter reads it
     */
    void write(List<Path> jars, Path folder, Path as) throws IOException {
        KernelSpec.putLauncher(folder);
        Files.writeString(folder.resolve("logback.xml"), LOGBACK);
        Files.writeString(folder.resolve("kernel.json"), json(jars, as, as.resolve("logback.xml")));
    }

    private String json(List<Path> jars, Path folder, Path logging) throws IOException {
        String path = jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(java.java().toString()));
        command.addAll(java.options());
        command.add("-Dlogback.configurationFile=" + logging);
        command.addAll(List.of("-cp", folder + File.pathSeparator + path));
        command.addAll(List.of(KernelSpec.IPC_MAIN, MAIN, "{connection_file}"));
        command.addAll(List.of("-classpath=" + path, "-home=" + folder.resolve("home")));
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", command);
        json.put("display_name", "Sumcat Kotlin");
        json.put("language", "kotlin");
        json.put("interrupt_mode", "message");
        json.put("env", java.environment());
        json.put("metadata", InstalledKernel.MARK);
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /**
     * The jars of the kernel, downloaded first if needed.
     *
     * @throws IllegalArgumentException if they are not and cannot be
     */
    List<Path> jars(Jupyter.Person person) throws IOException, InterruptedException {
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

    /**
     * A copy with a Java that its compiler supports: the current one, or another installed one.
     *
     * @param version of the Java at hand
     * @throws IllegalArgumentException if there is none
     */
    KotlinKernelSpec forJava(int version, Jdks jdks) {
        if (version <= LATEST) {
            return this;
        }
        Path other =
                jdks.java(EARLIEST, LATEST)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                ("notebooks in Kotlin need Java %s to %s, since the compiler of their kernel supports no later one, but this is Java %s and no other was"
                                                                + " found; install one (openjdk-17-jdk), or name its folder by SUMCAT_JDKS")
                                                        .formatted(EARLIEST, LATEST, version)));
        var options = java.options().stream().filter(KotlinKernelSpec::isOld).toList();
        return new KotlinKernelSpec(
                home, new KernelSpec(other, options, java.jar(), java.environment()));
    }

    /** Returns whether Java 17 supports an option of the launcher. */
    private static boolean isOld(String option) {
        return !option.startsWith("--sun-misc-unsafe-memory-access");
    }

    /** Maven on the path, or our wrapper. */
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
