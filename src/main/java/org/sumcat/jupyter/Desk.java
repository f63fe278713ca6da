package org.sumcat.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A working environment for Jupyter: our kernels, and a folder for its files, separate from the
 * user's own.
 *
 * @param home Sumcat's folder
 * @param own what is Jupyter's own
 */
public record Desk(Path home, Path own) {
    /** Creates the environment in which notebooks are opened and run. */
    public Desk(Path home) {
        this(home, home.resolve("target/jupyter"));
    }

    /** This machine's Jupyter, with a prompt before anything is installed. */
    public Jupyter jupyter() {
        return jupyter(false);
    }

    /**
     * This machine's Jupyter, with prompts answered by yes if asked to.
     *
     * @param yes whether whatever it asks before it changes the machine is agreed to
     */
    public Jupyter jupyter(boolean yes) {
        var screen = new Screen(System.console());
        return Jupyter.ofThisMachine(home, yes ? new Agreeing(screen) : screen);
    }

    /** A user who has agreed in advance. */
    private record Agreeing(Screen screen) implements Jupyter.Person {
        @Override
        public void hear(String line) {
            screen.hear(line);
        }

        @Override
        public boolean agrees(String question) {
            return true;
        }
    }

    /**
     * Registers the Java kernel in this environment.
     *
     * @param more options of its JVM
     */
    public void registerJava(List<String> more) throws IOException {
        java().with(more).register(own());
    }

    /** The Java kernel, started like this program. */
    KernelSpec java() throws IOException {
        return KernelSpec.likeThisProgram(kernelJar());
    }

    /** The Kotlin kernel, with a Java that it supports. */
    KotlinKernelSpec kotlin() throws IOException {
        return new KotlinKernelSpec(home, java())
                .forJava(Runtime.version().feature(), Jdks.ofThisMachine());
    }

    /** Registers the Kotlin kernel in this environment, after downloading it if needed. */
    public void registerKotlin() throws IOException, InterruptedException {
        kotlin().register(own(), new Screen(System.console()));
    }

    /** A Jupyter process that finds our kernels. */
    public ProcessBuilder process(List<String> command) {
        var process = new ProcessBuilder(command);
        process.environment()
                .merge(
                        "JUPYTER_PATH",
                        own().toString(),
                        (old, ours) -> ours + File.pathSeparator + old);
        return process;
    }

    /** A Jupyter process that also keeps out of the user's own folders. */
    public ProcessBuilder alone(List<String> command) {
        var process = process(command);
        process.environment().put("JUPYTER_RUNTIME_DIR", own().resolve("runtime").toString());
        process.environment().put("IPYTHONDIR", own().resolve("ipython").toString());
        return process;
    }

    private Path kernelJar() throws IOException {
        return kernel().orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the build puts a Java kernel into target/kernel, but there"
                                                + " is none; build again (rm -r target)"));
    }

    /** The Java kernel's jar, if the build downloaded it. */
    public Optional<Path> kernel() throws IOException {
        Path folder = home.resolve("target/kernel");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).max(Path::compareTo);
        }
    }
}
