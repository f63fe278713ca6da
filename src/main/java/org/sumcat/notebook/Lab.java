package org.sumcat.notebook;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.effect.Setup;
import org.sumcat.report.Shown;
import org.sumcat.train.Compute;

/**
 * What a notebook calls: {@code Lab.start();} in its second cell, {@code Lab.show(x);} wherever
 * something is to be seen. It works alike in every Java kernel, and without one it prints.
 */
public final class Lab {
    private static @Nullable Kernel kernel;

    private Lab() {}

    /** Loads the engine, says what the notebook runs on, and makes our types show themselves. */
    public static void start() {
        Kernel host = kernel();
        host.register();
        Engine engine = Engine.getInstance();
        System.out.printf(
                "Sumcat on Java %s, %s; %s %s on %s, %d threads%n",
                Runtime.version().feature(),
                host.name(),
                engine.getEngineName(),
                engine.getVersion(),
                engine.defaultDevice().isGpu() ? "GPU" : "CPU",
                JniUtils.getNumThreads());
    }

    /** Fashion-MNIST, found, fetched or, with neither data nor network, drawn; says which. */
    public static Dataset data() {
        return Datasets.open(Choice.AUTO, null, System.out::println);
    }

    /**
     * What effects are measured with here: the notebook's data, found when first needed, a line for
     * each training. {@code Lab.show(Effects.named("fusion").measure(Lab.setup()))}
     */
    public static Setup setup() {
        return Setup.of(Lab::data, () -> Compute.of("auto")).saying(System.out::println);
    }

    /**
     * Shows a figure, a finding, HTML, a picture or, failing that, the text of anything. Unlike the
     * kernels' own {@code display} it has no value, so nothing else appears below the cell.
     */
    public static void show(@Nullable Object value) {
        if (value instanceof Shown shown) {
            shown.parts().forEach(part -> kernel().show(Output.of(part)));
        } else {
            kernel().show(Output.of(value));
        }
    }

    /** HTML to show; a string by itself is shown as it is. */
    public static Shown html(String html) {
        return () -> Map.of("text/html", html, "text/plain", html.replaceAll("<[^>]*>", ""));
    }

    private static synchronized Kernel kernel() {
        if (kernel == null) {
            kernel = Kernel.atHand();
        }
        return kernel;
    }

    /** For tests: the kernel to use from now on, or none to look again. */
    static synchronized void use(@Nullable Kernel other) {
        kernel = other;
    }
}
