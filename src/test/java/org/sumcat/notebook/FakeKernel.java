package org.sumcat.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of IJava and JJava that our adapter calls, with the signatures of IJava 1.3. */
public final class FakeKernel {
    public interface RenderFunction<T> {
        void render(T data, RenderContext context);
    }

    public record RenderContext(DisplayData out) {
        public DisplayData getOutputContainer() {
            return out;
        }
    }

    public static final class DisplayData {
        final Map<String, Object> data = new HashMap<>();
        final Map<String, Object> metadata = new HashMap<>();
        String id = "";

        public void setDisplayId(String id) {
            this.id = id;
        }

        public void putData(String type, Object content) {
            data.put(type, content);
        }

        public void putData(Enum<?> type, Object content) {
            throw new AssertionError("the one with another parameter");
        }

        public void putMetaData(String type, Object content) {
            metadata.put(type, content);
        }

        public void putMetaData(Enum<?> type, Object content) {
            throw new AssertionError("the one with another parameter");
        }
    }

    public static final class Renderer {
        final Map<Class<?>, RenderFunction<Object>> functions = new HashMap<>();

        public RenderRegistration createRegistration(Class<?> type) {
            return new RenderRegistration(type);
        }

        public final class RenderRegistration {
            private final Class<?> type;

            private RenderRegistration(Class<?> type) {
                this.type = type;
            }

            public void register(RenderFunction<Object> function) {
                functions.put(type, function);
            }
        }

        DisplayData render(Class<?> registered, Object value) {
            var context = new RenderContext(new DisplayData());
            functions.get(registered).render(value, context);
            return context.out();
        }
    }

    /** Where updates go: IJava has them in a field of what {@code getIO} gives. */
    public static final class DisplayStream {
        final List<DisplayData> updated = new ArrayList<>();

        public void updateDisplay(DisplayData data) {
            updated.add(data);
        }

        public void updateDisplay(String id, DisplayData data) {
            throw new AssertionError("the one with another parameter");
        }
    }

    public static final class JupyterIO {
        public final DisplayStream display = new DisplayStream();
    }

    final Renderer renderer = new Renderer();
    final List<DisplayData> displayed = new ArrayList<>();
    final JupyterIO io = new JupyterIO();

    public JupyterIO getIO() {
        return io;
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public void display(DisplayData data) {
        displayed.add(data);
    }
}
