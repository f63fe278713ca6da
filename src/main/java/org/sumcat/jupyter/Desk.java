package org.sumcat.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Jupyter works: our kernels, and a folder for all that it leaves behind, apart from what its
 * owner does in it.
 *
 * @param home Sumcat's folder
 * @param own what is Jupyter's own
 */
public record Desk(Path home, Path own) {
    /** Where notebooks are opened and run. */
    public Desk(Path home) {
        this(home, home.resolve("target/jupyter"));
    }

    /** This machine's Jupyter, which asks before it changes the machine. */
    public Jupyter jupyter() {
        return jupyter(false);
    }

    /**
     * This machine's Jupyter.
     *
     * @param yes whether whatever it asks before it changes the machine is agreed to
     */
    public Jupyter jupyter(boolean yes) {
        var screen = new Screen(System.console());
        return Jupyter.ofThisMachine(home, yes ? new Agreeing(screen) : screen);
    }

    /** Somebody who said yes before. */
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
     * Makes the Java kernel known.
     *
     * @param more options of its JVM
     */
    public void registerJava(List<String> more) throws IOException {
        java().with(more).register(own());
    }

    /** The Java kernel, started as this program was. */
    KernelSpec java() throws IOException {
        return KernelSpec.likeThisProgram(kernelJar());
    }

    /** The Kotlin kernel, with a Java that it works with. */
    KotlinKernelSpec kotlin() throws IOException {
        return new KotlinKernelSpec(home, java())
                .forJava(Runtime.version().feature(), Jdks.ofThisMachine());
    }

    /** Makes the Kotlin kernel known, and fetches it before that if it is not here. */
    public void registerKotlin() throws IOException, InterruptedException {
        kotlin().register(own(), new Screen(System.console()));
    }

    /** A program of Jupyter that finds our kernels. */
    public ProcessBuilder process(List<String> command) {
        var process = new ProcessBuilder(command);
        process.environment()
                .merge(
                        "JUPYTER_PATH",
                        own().toString(),
                        (old, ours) -> ours + File.pathSeparator + old);
        return process;
    }

    /** One that also leaves nothing in the folders of whoever runs it. */
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

    /** The Java kernel that the build brought here. */
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
