package org.sumcat.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterConnection;
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterSocketType;
import org.jetbrains.kotlinx.jupyter.api.libraries.RawMessage;

/**
 * Updates output in place, bypassing the Kotlin kernel's own {@code UPDATE_DISPLAY}, which does not
 * say for which cell, so that clients drop it. Which request runs now is known to the connection,
 * though not to its interface; a callback of it comes when the cell is over.
 */
final class KotlinUpdates {
    private final JupyterConnection connection;

    KotlinUpdates(JupyterConnection connection) {
        this.connection = connection;
    }

    /** Returns whether the current cell is known. */
    boolean isPossible() {
        return request().isPresent();
    }

    /**
     * Updates the output with a given id.
     *
     * @param shown with data, metadata and, as {@code transient}, its name
     * @return whether that was possible
     */
    boolean send(JsonObject shown) {
        Optional<JsonObject> request = request();
        request.ifPresent(
                parent -> {
                    var header = new LinkedHashMap<String, JsonElement>(parent);
                    header.put("msg_id", text(UUID.randomUUID().toString()));
                    header.put("msg_type", text(UpdateMessage.TYPE));
                    connection.send(
                            JupyterSocketType.IOPUB,
                            new UpdateMessage(new JsonObject(header), parent, shown));
                });
        return request.isPresent();
    }

    /** The header of the request whose cell is running. */
    private Optional<JsonObject> request() {
        try {
            var message =
                    (RawMessage)
                            connection.getClass().getMethod("getContextMessage").invoke(connection);
            return Optional.ofNullable(message).map(RawMessage::getHeader);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty(); // another version of the kernel
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the Kotlin kernel names no cell; see the cause", e);
        }
    }

    private static JsonElement text(String words) {
        return JsonElementKt.JsonPrimitive(words);
    }
}
