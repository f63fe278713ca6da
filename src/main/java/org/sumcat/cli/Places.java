package org.sumcat.cli;

import java.nio.file.Path;

/** Where commands keep what they made, when they are not told. */
final class Places {
    private Places() {}

    /** The folder of the checkout, where the launcher says so. */
    static Path home() {
        return Path.of(System.getProperty("sumcat.home", ""));
    }

    static Path run(String spec, String recipe, long seed, boolean drawn) {
        String data = drawn ? "-drawn" : "";
        return runs().resolve(plain("%s-%s-seed%d%s".formatted(spec, recipe, seed, data)));
    }

    static Path runs() {
        return home().resolve("data").resolve("runs");
    }

    /** The name with everything that a shell or a file system could mind made a dash. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
