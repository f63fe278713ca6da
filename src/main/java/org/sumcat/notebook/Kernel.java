package org.sumcat.notebook;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A Jupyter kernel for Java, with the functions that a lesson needs. */
interface Kernel {
    /** The usual name of the kernel. */
    String name();

    /** Registers our types with the kernel, so that it shows them as the value of a cell. */
    void register();

    /** A line about a peculiarity of this kernel that readers may notice in all notebooks. */
    default Optional<String> remark() {
        return Optional.empty();
    }

    /** Shows output below the current cell. */
    void show(Output output);

    /** Returns whether output can be updated in place. */
    boolean rewrites();

    /**
     * Shows updatable output, or updates it.
     *
     * @param id names it, within the notebook
     * @param again whether it was shown before
     */
    void show(Output output, String id, boolean again);

    /** The kernel that runs this notebook; the console outside of a notebook. */
    static Kernel atHand() {
        return Stream.<Supplier<Optional<Kernel>>>of(
                        Rapaio::running, SpencerPark::ijava, SpencerPark::jjava)
                .flatMap(kernel -> kernel.get().stream())
                .findFirst()
                .orElseGet(Console::new);
    }
}
