package io.github.spencerpark.ijava;

/** What our adapter knows of the kernel IJava, under its name. */
public final class IJava {
    public static Object kernel;

    private IJava() {}

    public static Object getKernelInstance() {
        return kernel;
    }
}
