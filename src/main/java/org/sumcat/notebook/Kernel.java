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

    /** Shows something below the cell that runs now. */
    void show(Output output);

    /** The kernel that runs this notebook; outside of a notebook the console. */
    static Kernel atHand() {
        return Stream.<Supplier<Optional<Kernel>>>of(
                        Rapaio::running, SpencerPark::ijava, SpencerPark::jjava)
                .flatMap(kernel -> kernel.get().stream())
                .findFirst()
                .orElseGet(Console::new);
    }
}
