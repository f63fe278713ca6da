package org.sumcat.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The kernelspecs of one user, which JupyterLab, Notebook, nbconvert and VS Code find by
 * themselves. Those that are not ours are never changed.
 *
 * @param folder with a folder for each
 */
public record InstalledKernels(Path folder) {
    /** Writer of a kernel's files. */
    interface KernelWriter {
        /**
         * Writes the files of a kernel.
         *
         * @param folder that takes them now
         * @param as where the folder will be when Jupyter reads it
         */
        void write(Path folder, Path as) throws IOException, InterruptedException;
    }

    /** The kernelspecs in the current user's folders. */
    public static InstalledKernels ofThisUser() {
        return new InstalledKernels(
                dataFolder(
                                System.getenv(),
                                System.getProperty("os.name"),
                                Path.of(System.getProperty("user.home")))
                        .resolve("kernels"));
    }

    /** Jupyter's data folder of a user, by the rule of {@code jupyter --paths}. */
    public static Path dataFolder(Map<String, String> environment, String system, Path userHome) {
        String own = environment.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return userHome.resolve("Library/Jupyter");
        }
        String appData = environment.getOrDefault("APPDATA", "");
        if (name.startsWith("windows") && !appData.isEmpty()) {
            return Path.of(appData).resolve("jupyter");
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return (xdg.isEmpty() ? userHome.resolve(".local/share") : Path.of(xdg)).resolve("jupyter");
    }

    /**
     * Installs a kernel atomically, replacing one of ours of that name.
     *
     * @return its folder
     * @throws IllegalArgumentException if there is one of that name that is not ours
     */
    Path install(String name, KernelWriter kernel) throws IOException, InterruptedException {
        Path target = folder.resolve(name);
        requireOurs(target);
        Files.createDirectories(folder);
        // beside the kernels, where Jupyter does not take it for one
        Path made = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "sumcat");
        try {
            kernel.write(made, target);
            delete(target);
            Files.move(made, target);
        } finally {
            delete(made);
        }
        return target;
    }

    /** Refuses a folder that contains anything but a kernel of ours. */
    private static void requireOurs(Path target) {
        if (Files.exists(target) && InstalledKernel.in(target).isEmpty()) {
            throw new IllegalArgumentException(
                    "a kernel is replaced only if Sumcat wrote it, but %s is not of Sumcat; use"
                                    .formatted(target)
                            + " another --kernel-name, or remove it yourself");
        }
    }

    /** All kernelspecs of ours, by name. */
    public List<InstalledKernel> ours() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().flatMap(each -> InstalledKernel.in(each).stream()).toList();
        }
    }

    /** Removes a kernel of ours; only the link if its folder is one. */
    static void remove(InstalledKernel kernel) throws IOException {
        delete(kernel.folder());
    }

    private static void delete(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            Files.delete(path);
            return;
        }
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
