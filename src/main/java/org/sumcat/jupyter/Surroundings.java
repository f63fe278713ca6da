package org.sumcat.jupyter;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Descriptions of the program's environment, for {@code doctor}. */
public final class Surroundings {
    /** The resource by which DJL finds a build of libtorch on the class path. */
    private static final String NATIVE_BUILD = "native/lib/pytorch.properties";

    private static final Jupyter.Person NOBODY =
            new Jupyter.Person() {
                @Override
                public void hear(String line) {}

                @Override
                public boolean agrees(String question) {
                    return false;
                }
            };

    private Surroundings() {}

    /**
     * The number of jars, including those referenced by a thin jar, and whether libtorch is one.
     */
    public static String classPath() throws IOException {
        long jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            jars += entry.endsWith(".jar") ? 1 + asked(Path.of(entry)) : 0;
        }
        List<URL> builds =
                Collections.list(Surroundings.class.getClassLoader().getResources(NATIVE_BUILD));
        return "%s jars, %s"
                .formatted(
                        jars,
                        builds.isEmpty()
                                ? "no build of libtorch on it (DJL fetches one)"
                                : builds.stream().map(Surroundings::jar).collect(joining(", ")));
    }

    private static long asked(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return 0;
        }
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            String path =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return path == null
                    ? 0
                    : Stream.of(path.split(" ", -1)).filter(name -> name.endsWith(".jar")).count();
        }
    }

    private static String jar(URL resource) {
        return resource.getPath().replaceFirst("!.*", "").replaceFirst(".*/", "");
    }

    /**
     * The build named by libtorch's folder, such as {@code 2.7.1-cu128-linux-x86_64}, or else its
     * content.
     */
    public static String nativeBuild(String libtorch) {
        var flavour = Pattern.compile("-(cpu|cu(\\d+)(\\d))(?=-)").matcher(libtorch);
        if (!flavour.find()) {
            return Files.exists(Path.of(libtorch, System.mapLibraryName("torch_cuda")))
                    ? "CUDA"
                    : Files.exists(Path.of(libtorch, System.mapLibraryName("torch_cpu")))
                            ? "CPU"
                            : "unknown, its folder does not say";
        }
        return flavour.group(2) == null
                ? "CPU"
                : "CUDA %s.%s".formatted(flavour.group(2), flavour.group(3));
    }

    /** The kernel that runs this checkout's notebooks. */
    public static String kernel(Path home) throws IOException {
        return new Desk(home)
                .kernel()
                .map(jar -> jar.getFileName().toString())
                .orElse("missing; the build puts it into target/kernel");
    }

    /**
     * The kernels that {@code --install-kernel} wrote, and whether all of their parts still exist.
     */
    public static String installed(InstalledKernels installed, Path home) throws IOException {
        List<InstalledKernel> ours = installed.ours();
        return ours.isEmpty()
                ? "none of Sumcat; ./sumcat notebook brings its own"
                : ours.stream().map(kernel -> installed(kernel, home)).collect(joining("; "));
    }

    private static String installed(InstalledKernel kernel, Path home) {
        return kernel.missing()
                .map(
                        missing ->
                                "%s cannot start: %s is gone; ./sumcat notebook --install-kernel"
                                                .formatted(kernel.folder(), missing)
                                        + " writes it again")
                .orElse(kernel.folder() + elsewhere(kernel, home));
    }

    private static String elsewhere(InstalledKernel kernel, Path home) {
        return kernel.home()
                .filter(of -> !of.toAbsolutePath().normalize().equals(home))
                .map(of -> ", of the checkout " + of)
                .orElse("");
    }

    /** The Jupyter that would be used, without running it. */
    public static String jupyter(Path home) {
        return Jupyter.ofThisMachine(home, NOBODY)
                .onPath("jupyter-lab", "jupyter-notebook", "jupyter")
                .stream()
                .findFirst()
                .map(Path::toString)
                .orElse("not on the PATH; ./sumcat notebook can install it");
    }
}
