package org.sumcat.notebook;

import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.sumcat.render.Shown;

/**
 * Display support that the rapaio kernel discovers as a service.
 *
 * <p>By itself it calls the text of a value HTML: blanks, line breaks and what follows a {@code <}
 * are lost on the way, and a PDF shows nothing. Here text is text, as in the other kernels. What is
 * asked for by its form, {@code display("html", ..)}, stays as it is.
 */
public final class RapaioDisplay implements DisplayProvider {
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return Stream.concat(
                        Output.types().stream().map(type -> new Renderer(type, true)),
                        Stream.of(RenderedImage.class, CharSequence.class, Collection.class)
                                .map(type -> new Renderer(type, false)))
                .map(DisplayRenderer.class::cast)
                .toList();
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of(new Words());
    }

    /**
     * Creates a renderer for a class, ours or any other.
     *
     * @param ours shows in every form, also when one is asked for: the reader's program chooses
     */
    private record Renderer(Class<?> rendererClass, boolean ours) implements DisplayRenderer {
        @Override
        public boolean canRender(@Nullable String mime) {
            return ours || mime == null;
        }

        @Override
        public DisplayData render(@Nullable String mime, Object value) {
            return Rapaio.displayData(Output.ofCell(value));
        }
    }

    /** Renders plain values whose text the kernel would take for HTML. */
    private static final class Words implements DisplayTransformer {
        @Override
        public Class<?> transformedClass() {
            return Shown.class;
        }

        /** Excludes maps, which have a format, and the kernel's own types, which may be HTML. */
        @Override
        public boolean canTransform(Object value) {
            return !(value instanceof Map || value instanceof CharSequence)
                    && !value.getClass().getName().startsWith("org.rapaio.");
        }

        @Override
        public Object transform(Object value) {
            return (Shown) () -> Map.of("text/plain", String.valueOf(value));
        }
    }
}
