package org.sumcat.train;

import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;

/** Versions of everything that a run was made with. */
final class Versions {
    private Versions() {}

    static Map<String, String> all() {
        var versions = new TreeMap<String, String>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        versions.put("pytorch", Engine.getInstance().getVersion());
        versions.put("djl", Engine.getDjlVersion());
        versions.put("sumcat", version(Versions.class));
        return versions;
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    static String commit() {
        return System.getProperty("sumcat.commit", "unknown");
    }
}
