package org.sumcat.notebook;

import java.lang.reflect.Field;

/**
 * JupyterLab 4.4 and Notebook 7.4 put a field {@code subshell_id} into the header of each message.
 * The Kotlin kernel 0.11 takes no field that it does not know, and answers nothing. It reads
 * headers by the JSON format that its library has for everybody, which is told here to pass over
 * what is unknown. It lies on the class path of kernels, so it uses nothing but Java.
 */
final class KotlinHeaders {
    private KotlinHeaders() {}

    /** To be called before the first message; where the kernel has changed, it says so. */
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
