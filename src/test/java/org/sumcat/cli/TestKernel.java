package org.sumcat.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.jupyter.KernelSpec;

/** Our kernel and our library before they are built: from the class path of the tests. */
public final class TestKernel {
    private TestKernel() {}

    /**
     * Makes the kernel known in a folder; the folder.
     *
     * @param options more of them, of its JVM
     */
    static String register(Path folder, String... options) throws IOException {
        KernelSpec.likeThisProgram(jar()).with(List.of(options)).register(folder);
        return folder.toString();
    }

    /** The kernel itself. */
    public static Path jar() {
        return entries()
                .filter(entry -> entry.contains("rapaio-jupyter-kernel"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }

    /** A jar with nothing but a class path. */
    public static void putJar(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        entries()
                                .filter(entry -> !entry.contains("rapaio"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }
}
