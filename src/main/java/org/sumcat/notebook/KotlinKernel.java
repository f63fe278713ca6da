package org.sumcat.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonObject;
import org.jetbrains.kotlinx.jupyter.api.DisplayResult;
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResultEx;
import org.jspecify.annotations.Nullable;

/** The Kotlin kernel of JetBrains. */
final class KotlinKernel implements Kernel {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Consumer<Object> display;
    private final @Nullable KotlinUpdates updates;

    KotlinKernel(Consumer<Object> display, @Nullable KotlinUpdates updates) {
        this.display = display;
        this.updates = updates;
    }

    @Override
    public String name() {
        return "Kotlin kernel";
    }

    /** Does nothing, since the kernel discovers {@link KotlinDisplay}. */
    @Override
    public void register() {}

    @Override
    public void show(Output output) {
        display.accept(result(output));
    }

    @Override
    public boolean rewrites() {
        return updates != null && updates.isPossible();
    }

    @Override
    public void show(Output output, String id, boolean again) {
        var result = new RichResult(output, id);
        JsonObject message = result.toJson(new JsonObject(Map.of()), null);
        if (!again || updates == null || !updates.send(message)) {
            display.accept(result);
        }
    }

    static DisplayResult result(Output output) {
        return new RichResult(output, null);
    }

    /** A result like the kernel's own, which has no size for pictures. */
    private static final class RichResult extends MimeTypedResultEx {
        private final JsonObject metadata;

        RichResult(Output output, @Nullable String id) {
            super(json(output.content()), false, id);
            this.metadata = (JsonObject) json(output.metadata());
        }

        @Override
        public JsonObject toJson(JsonObject more, @Nullable String id) {
            var all = new LinkedHashMap<String, JsonElement>(metadata);
            all.putAll(more);
            return super.toJson(new JsonObject(all), id);
        }
    }

    private static JsonElement json(Map<String, Object> content) {
        try {
            return Json.Default.parseToJsonElement(MAPPER.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts, numbers, maps and lists
        }
    }
}
