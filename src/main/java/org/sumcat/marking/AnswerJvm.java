package org.sumcat.marking;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Describes how the Java process that runs answers is started.
 *
 * @param java the program
 * @param options of the JVM
 * @param environment of the process, beside what every process needs
 * @param jar the library
 */
public record AnswerJvm(
        String java,
        List<String> options,
        Map<String, String> environment,
        String jar,
        Limits limits,
        Confinement confinement) {
    public AnswerJvm {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    List<Path> classPath() {
        return List.of(Path.of(jar));
    }
}
