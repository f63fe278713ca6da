package org.sumcat.jupyter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernelspec of our Java kernel: a {@code kernel.json} in a folder of ours.
 *
 * @param java the program to run
 * @param options of the JVM, those that the launcher gives
 * @param jar the kernel, with everything that it needs inside
 * @param environment what the launcher sets for the JVM
 */
public record KernelSpec(
        Path java, List<String> options, Path jar, Map<String, String> environment) {
    /** The kernel name in all of our notebooks, which is usual for Java kernels. */
    static final String NAME = "java";

    /**
     * The name under which it is installed elsewhere, where {@link #NAME} may be another kernel's.
     */
    static final String INSTALLED_NAME = "sumcat-java";

    static final String DISPLAY_NAME = "Sumcat Java";

    /** The main class by name, since loading it would load the kernel's classes. */
    static final String MAIN = "org.sumcat.notebook.RapaioMain";

    /** A main class that starts any kernel, whatever sockets Jupyter uses. */
    static final String IPC_MAIN = "org.sumcat.notebook.IpcMain";

    /** The classes that start a kernel, the only ones of ours on its class path. */
    private static final List<String> LAUNCHER =
            List.of(
                    "CellThreads",
                    "CellTask",
                    "ConnectionFile",
                    "IpcMain",
                    "IpcRelay",
                    "KotlinHeaders",
                    "LibraryMagic",
                    "RapaioControl",
                    "RapaioMain",
                    "Signals");

    /**
     * Options left out for kernels: debuggers, which serve one program at a time, and the terminal,
     * which a cell is not.
     */
    private static final String NOT_FOR_KERNELS =
            "-(agentlib|agentpath|javaagent):.*|-Dsumcat\\.terminal=.*";

    /**
     * Environment variables passed on to kernels: those of the launcher and the choice of libtorch,
     * but not the threads.
     */
    private static final String FOR_KERNELS =
            "MALLOC_.*|GOMP_SPINCOUNT|NVIDIA_TF32_OVERRIDE|OPT_OUT_TRACKING|PYTORCH_.*";

    /** A kernel with the same Java, options and environment as this program. */
    public static KernelSpec likeThisProgram(Path jar) {
        var environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> !name.matches(FOR_KERNELS));
        return new KernelSpec(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                forKernels(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                jar,
                environment);
    }

    /** Returns a copy with more options of the JVM. */
    public KernelSpec with(List<String> more) {
        var all = new ArrayList<>(options);
        all.addAll(more);
        return new KernelSpec(java, all, jar, environment);
    }

    static List<String> forKernels(List<String> options) {
        return options.stream().filter(option -> !option.matches(NOT_FOR_KERNELS)).toList();
    }

    /** Registers the kernel in a folder on {@code JUPYTER_PATH}. */
    public void register(Path jupyterPath) throws IOException {
        Path folder = jupyterPath.resolve("kernels").resolve(NAME);
        write(Files.createDirectories(folder), folder);
    }

    /**
     * Writes the kernel into a folder. What starts it lies beside it: the library itself must come
     * from {@code %jars}, as in every kernel.
     *
     * @param as where the folder will be when Jupyter reads it
     */
    void write(Path folder, Path as) throws IOException {
        putLauncher(folder);
        Files.writeString(folder.resolve("kernel.json"), json(as));
    }

    /** Copies the classes that start a kernel into a folder for its class path. */
    static void putLauncher(Path folder) throws IOException {
        for (String name : LAUNCHER) {
            String file = "org/sumcat/notebook/%s.class".formatted(name);
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            try (InputStream in = KernelSpec.class.getClassLoader().getResourceAsStream(file)) {
                Files.write(copy, requireNonNull(in).readAllBytes());
            }
        }
    }

    /** The {@code kernel.json} for a folder that has the launcher. */
    String json(Path folder) {
        var command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", folder + File.pathSeparator + jar));
        command.addAll(List.of(IPC_MAIN, MAIN, "{connection_file}"));
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", command);
        json.put("display_name", DISPLAY_NAME);
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.put("env", environment);
        json.put("metadata", InstalledKernel.MARK);
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts, lists and maps of texts
        }
    }
}
