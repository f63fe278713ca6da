package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import kotlinx.serialization.json.JsonObject;
import org.jetbrains.kotlinx.jupyter.api.DisplayResult;
import org.jetbrains.kotlinx.jupyter.api.FieldValue;
import org.jetbrains.kotlinx.jupyter.api.Notebook;
import org.jetbrains.kotlinx.jupyter.api.RendererTypeHandler;
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Values of cells in the Kotlin kernel, which asks the renderers of our library for each. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KotlinValuesTest {
    @Test
    void every_figure_of_tablesaw_s_guide_is_shown_as_its_picture() throws IOException {
        for (var figure : GuideFigures.all().entrySet()) {
            assertThat(shown(figure.getValue()).at("/data/image~1png").asText())
                    .as(figure.getKey())
                    .startsWith("iVBORw0KGgo");
        }
    }

    @Test
    void a_table_is_shown_as_a_table() throws IOException {
        var table = shown(GuideFigures.networks()).path("data");
        assertThat(table.path("text/html").asText()).contains("<table", "align=\"right\"");
        assertThat(table.path("text/plain").asText()).contains("parameters");
    }

    private static JsonNode shown(Object value) throws IOException {
        // The kernel asks for the renderer of a type by Kotlin's reflection, which it alone has.
        assertThat(Output.types()).anyMatch(type -> type.isInstance(value));
        var host = idle(ExecutionHost.class);
        var result = renderer().getExecution().execute(host, new FieldValue(value, "Out_1"));
        var message = (DisplayResult) result.getValue();
        String json = message.toJson(new JsonObject(Map.of()), null).toString();
        return new ObjectMapper().readTree(json);
    }

    private static RendererTypeHandler renderer() {
        var library = new KotlinDisplay().getDefinitions(idle(Notebook.class)).get(0);
        return (RendererTypeHandler) library.getRenderers().get(0);
    }

    /** A part of the kernel that is asked for nothing but its connection. */
    private static <T> T idle(Class<T> part) {
        return part.cast(
                Proxy.newProxyInstance(
                        part.getClassLoader(),
                        new Class<?>[] {part},
                        (self, method, arguments) ->
                                method.getName().equals("getConnection")
                                        ? new KotlinUpdatesTest.FakeConnection()
                                        : null));
    }
}
