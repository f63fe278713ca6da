package org.sumcat.notebook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.sumcat.report.Shown;

/** Found by the rapaio kernel as a service: how it shows the value of a cell that is ours. */
public final class RapaioDisplay implements DisplayProvider {
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(new ShownRenderer());
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private static final class ShownRenderer implements DisplayRenderer {
        @Override
        public Class<?> rendererClass() {
            return Shown.class;
        }

        @Override
        public boolean canRender(@Nullable String mime) {
            return true;
        }

        /** In every form, also when one is asked for: the reader's program chooses. */
        @Override
        public DisplayData render(@Nullable String mime, Object shown) {
            return Rapaio.displayData(Output.of(shown));
        }
    }
}
