package org.sumcat.jupyter;

import java.io.Console;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The user at the terminal, if there is one and {@code --yes} does not answer in advance. */
record Screen(@Nullable Console console) implements Jupyter.Person {
    @Override
    public void hear(String line) {
        System.err.println(line);
    }

    @Override
    public boolean agrees(String question) {
        if (console == null || System.getenv("CI") != null) {
            return false;
        }
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
