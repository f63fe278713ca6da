package org.sumcat.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonObject;
import org.jetbrains.kotlinx.jupyter.api.libraries.RawMessage;

/** A Jupyter message that updates output. */
record UpdateMessage(JsonObject header, JsonObject parent, JsonObject content)
        implements RawMessage {
    static final String TYPE = "update_display_data";

    @Override
    public List<byte[]> getId() {
        return List.of(TYPE.getBytes(UTF_8)); // the topic
    }

    @Override
    public JsonObject getHeader() {
        return header;
    }

    @Override
    public JsonObject getParentHeader() {
        return parent;
    }

    @Override
    public JsonObject getMetadata() {
        return new JsonObject(Map.of());
    }

    @Override
    public JsonElement getContent() {
        return content;
    }
}
