package org.dflib.jjava;

/** What our adapter knows of the kernel JJava, under its name. */
public final class JJava {
    public static Object kernel;

    private JJava() {}

    public static Object getKernelInstance() {
        return kernel;
    }
}
