package org.sumcat.marking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings of the Java process that runs answers.
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

    /** The process for answers, which connects back to a port. */
    ProcessBuilder program(Path folder, int port, String mark) throws IOException {
        var java = new ArrayList<>(List.of(java()));
        java.addAll(options());
        // Half of the memory for Java, the other for what the engine takes beside it.
        java.add("-Xmx%sm".formatted(limits().megabytes() / 2));
        java.add("-XX:-UsePerfData");
        java.add("-XX:TieredStopAtLevel=1");
        java.add("-Dfile.encoding=UTF-8");
        java.add("-Djava.io.tmpdir=" + folder);
        java.add("-XX:ErrorFile=" + folder.resolve("error.log"));
        java.addAll(List.of("-cp", jar(), AnswerProcess.MAIN, String.valueOf(port)));
        var builder = new ProcessBuilder(confinement().command(folder, java));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> !name.matches("(?i)PATH|LANG|LC_ALL|TZ|SYSTEMROOT"));
        environment.putAll(environment());
        environment.put("HOME", folder.toString());
        environment.put(ProcessTree.MARK, mark);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
    }
}
