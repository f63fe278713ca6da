package org.sumcat.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Python programs that lie beside this class. */
final class PythonScript {
    private PythonScript() {}

    static String of(String file) {
        try (InputStream in = PythonScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " must lie beside Bench, but does not");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
