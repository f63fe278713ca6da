package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonObject;
import org.jetbrains.kotlinx.jupyter.api.DisplayResult;
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterConnection;
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterSocketType;
import org.jetbrains.kotlinx.jupyter.api.libraries.RawMessage;
import org.jetbrains.kotlinx.jupyter.api.libraries.RawMessageCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One line that is rewritten in the Kotlin kernel, whose cells are made up here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KotlinUpdatesTest {
    private final FakeConnection connection = new FakeConnection();
    private final List<Object> displayed = new ArrayList<>();
    private KotlinKernel kernel;

    @BeforeEach
    void a_notebook_that_took_the_library_in() {
        kernel = new KotlinKernel(displayed::add, new KotlinUpdates(connection));
    }

    @Test
    void the_first_words_go_the_usual_way_and_the_next_take_their_place() throws IOException {
        connection.runs("cell 7");

        assertThat(kernel.rewrites()).isTrue();
        kernel.show(Output.of("epoch 1"), "line", false);
        kernel.show(Output.of("epoch 2"), "line", true);

        var first = (DisplayResult) displayed.get(0);
        assertThat(displayed).hasSize(1);
        assertThat(first.getId()).isEqualTo("line");
        assertThat(connection.sent).hasSize(1);
        RawMessage message = connection.sent.get(0);
        assertThat(read(message.getHeader()).path("msg_type").asText())
                .isEqualTo("update_display_data");
        assertThat(read(message.getHeader()).path("session").asText()).isEqualTo("s");
        assertThat(read(message.getHeader()).path("msg_id").asText()).isNotEqualTo("cell 7");
        assertThat(read(message.getParentHeader()).path("msg_id").asText()).isEqualTo("cell 7");
        JsonNode content = read((JsonObject) message.getContent());
        assertThat(content.at("/data/text~1plain").asText()).isEqualTo("epoch 2");
        assertThat(content.at("/transient/display_id").asText()).isEqualTo("line");
        assertThat(content.path("metadata").isObject()).isTrue();
    }

    @Test
    void where_no_cell_is_known_the_next_words_come_below() {
        assertThat(kernel.rewrites()).isFalse();

        kernel.show(Output.of("epoch 1"), "line", false);
        kernel.show(Output.of("epoch 2"), "line", true);

        assertThat(displayed).hasSize(2);
        assertThat(connection.sent).isEmpty();
    }

    private static JsonNode read(JsonObject json) throws IOException {
        return new ObjectMapper().readTree(json.toString());
    }

    /** As the kernel's, with a method that its interface lacks. */
    public static final class FakeConnection implements JupyterConnection {
        private final List<RawMessage> sent = new ArrayList<>();
        private @Nullable RawMessage request;

        void runs(String id) {
            var header =
                    (JsonObject)
                            Json.Default.parseToJsonElement(
                                    """
                                    {"msg_id": "%s", "msg_type": "execute_request", "session": "s"}"""
                                            .formatted(id));
            request = new UpdateMessage(header, header, header);
        }

        public @Nullable RawMessage getContextMessage() {
            return request;
        }

        @Override
        public RawMessageCallback addMessageCallback(RawMessageCallback callback) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeMessageCallback(RawMessageCallback callback) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(JupyterSocketType socket, RawMessage message) {
            assertThat(socket).isEqualTo(JupyterSocketType.IOPUB);
            sent.add(message);
        }
    }
}
