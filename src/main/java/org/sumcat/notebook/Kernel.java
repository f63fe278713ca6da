package org.sumcat.notebook;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A Jupyter kernel for Java, as far as a lesson needs one. */
interface Kernel {
    /** What people call it. */
    String name();

    /** Teaches the kernel to show our types where they are the value of a cell. */
    void register();

    /** What its reader may wonder about in every notebook of ours; one line. */
    default Optional<String> remark() {
        return Optional.empty();
    }

    /** Shows something below the cell that runs now. */
    void show(Output output);

    /** Whether what was shown can be written anew. */
    boolean rewrites();

    /**
     * Shows something that may be written anew, or writes it anew.
     *
     * @param id names it, within the notebook
     * @param again whether it was shown before
     */
    void show(Output output, String id, boolean again);

    /** The kernel that runs this notebook; outside of a notebook the console. */
    static Kernel atHand() {
        return Stream.<Supplier<Optional<Kernel>>>of(
                        Rapaio::running, SpencerPark::ijava, SpencerPark::jjava)
                .flatMap(kernel -> kernel.get().stream())
                .findFirst()
                .orElseGet(Console::new);
    }
}
