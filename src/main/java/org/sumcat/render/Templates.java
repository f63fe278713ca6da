package org.sumcat.render;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/**
 * Fills Pebble templates of all packages, {@code report/page.html}; all values are escaped for HTML
 * and SVG.
 */
public final class Templates {
    private static final PebbleEngine ENGINE = engine();

    private Templates() {}

    /** Fills a template from the resources. */
    public static String fill(String template, Map<String, Object> values) {
        var out = new StringWriter();
        try {
            ENGINE.getTemplate(template).evaluate(out, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a template on the class path, a writer in memory
        }
        return out.toString();
    }

    private static PebbleEngine engine() {
        // A notebook kernel's context class loader may not see our templates; ours does.
        var loader = new ClasspathLoader(Templates.class.getClassLoader());
        loader.setPrefix("org/sumcat");
        return new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .defaultLocale(Locale.ROOT)
                .build();
    }
}
