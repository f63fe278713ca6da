package org.sumcat.notebook;

import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResult;

/** The kernel of JetBrains for Kotlin. */
final class KotlinKernel implements Kernel {
    private final Consumer<Object> display;

    KotlinKernel(Consumer<Object> display) {
        this.display = display;
    }

    @Override
    public String name() {
        return "Kotlin kernel";
    }

    /** Nothing to do: the kernel found {@link KotlinDisplay}. */
    @Override
    public void register() {}

    @Override
    public void show(Output output) {
        display.accept(result(output));
    }

    /**
     * Not in version 0.11.0-398: it sends what is written anew without saying for which cell, and
     * clients drop that.
     */
    @Override
    public boolean rewrites() {
        return false;
    }

    @Override
    public void show(Output output, String id, boolean again) {
        show(output);
    }

    /** Texts and pictures: this kernel would send JSON as a text that contains it. */
    static MimeTypedResult result(Output output) {
        var texts = new LinkedHashMap<String, String>();
        output.content()
                .forEach(
                        (type, content) -> {
                            if (content instanceof String text) {
                                texts.put(type, text);
                            }
                        });
        return new MimeTypedResult(texts, false, null);
    }
}
