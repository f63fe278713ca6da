package org.sumcat.notebook;

import java.lang.reflect.Field;

/**
 * Compatibility with the field {@code subshell_id} that JupyterLab 4.4 and Notebook 7.4 put into
 * the header of each message. The Kotlin kernel 0.11 accepts no unknown field, and answers nothing.
 * It reads headers by the JSON format that its library has for everybody, which is told here to
 * pass over what is unknown. It lies on the class path of kernels, so it uses nothing but Java.
 */
final class KotlinHeaders {
    private KotlinHeaders() {}

    /**
     * Makes the kernel ignore unknown fields, before the first message; reports a kernel that has
     * changed.
     */
    static void acceptUnknownFields() {
        try {
            Class<?> type = Class.forName("kotlinx.serialization.json.Json");
            Field configuration = type.getDeclaredField("configuration");
            configuration.setAccessible(true);
            Object rules = configuration.get(type.getField("Default").get(null));
            Field ignored = rules.getClass().getDeclaredField("ignoreUnknownKeys");
            ignored.setAccessible(true);
            ignored.setBoolean(rules, true);
        } catch (ReflectiveOperationException e) {
            System.err.println("sumcat: this Kotlin kernel may not answer JupyterLab: " + e);
        }
    }
}
