package org.sumcat.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.ResultFolders;

/**
 * Installation of our kernels for a Jupyter that {@code ./sumcat} does not start: writes them,
 * checks that Jupyter finds them, and removes them.
 *
 * @param desk where the kernels are
 * @param installed where they go
 */
public record KernelInstallation(Desk desk, InstalledKernels installed) {
    /** Kernel names that Jupyter allows and preserves on every system. */
    private static final String NAME = "[a-z0-9][a-z0-9._-]*";

    /**
     * Writes kernels and reports where they are, whether Jupyter finds them, and how to undo it.
     *
     * @param java whether to write that for Java
     * @param kotlin whether to write that for Kotlin
     * @param name instead of the usual one, for one kernel
     * @return the exit code
     */
    public int install(boolean java, boolean kotlin, @Nullable String name)
            throws IOException, InterruptedException {
        if (name != null && ((java && kotlin) || !name.matches(NAME))) {
            throw new IllegalArgumentException(
                    "--kernel-name must be lower-case letters, digits, dots and dashes, for one"
                            + " kernel, but was '%s'; such as sumcat-java".formatted(name));
        }
        boolean found = true;
        if (java) {
            KernelSpec spec = desk.java();
            found &= install(name == null ? KernelSpec.INSTALLED_NAME : name, spec::write);
            forget(KernelSpec.NAME, name);
        }
        if (kotlin) {
            KotlinKernelSpec spec = desk.kotlin();
            List<Path> jars = spec.jars(new Screen(System.console()));
            found &=
                    install(
                            name == null ? KotlinKernelSpec.INSTALLED_NAME : name,
                            (folder, as) -> spec.write(jars, folder, as));
            forget(KotlinKernelSpec.NAME, name);
        }
        System.out.printf("to undo: %s notebook --uninstall-kernel%n", ResultFolders.launcher());
        return found ? 0 : Common.FAILED;
    }

    /** Installs one kernel; false if Jupyter does not find it, where there is one to ask. */
    private boolean install(String name, InstalledKernels.KernelWriter kernel)
            throws IOException, InterruptedException {
        Path folder = installed.install(name, kernel);
        System.out.println("written: " + folder);
        KnownKernels known = KnownKernels.of(desk.jupyter());
        known.words(name, folder).forEach(System.out::println);
        if (known.shadows(name, folder)) {
            System.err.printf(
                    "error: Jupyter must find the kernel, but it takes %s for %s; write it under"
                            + " another --kernel-name, or remove that one%n",
                    known.folder(name).orElseThrow(), name);
            return false;
        }
        return true;
    }

    /**
     * Removes a kernel of earlier versions, which had the name that notebooks ask for and no mark.
     */
    private void forget(String usual, @Nullable String name) throws IOException {
        for (InstalledKernel kernel : installed.ours()) {
            if (!kernel.marked() && kernel.name().equals(usual) && !usual.equals(name)) {
                InstalledKernels.remove(kernel);
                System.out.println("removed: " + kernel.folder() + ", which Sumcat once wrote");
            }
        }
    }

    /** Removes all kernels of ours, and lists them. */
    public int uninstall() throws IOException {
        List<InstalledKernel> kernels = installed.ours();
        for (InstalledKernel kernel : kernels) {
            InstalledKernels.remove(kernel);
            System.out.println("removed: " + kernel.folder());
        }
        if (kernels.isEmpty()) {
            System.out.printf("no kernel of Sumcat in %s%n", installed.folder());
        }
        return 0;
    }
}
