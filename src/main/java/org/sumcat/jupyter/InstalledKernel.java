package org.sumcat.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A kernelspec of ours in a folder that every Jupyter searches.
 *
 * @param folder with its {@code kernel.json}; its name is the kernel's
 * @param command what Jupyter starts
 * @param marked whether it says whose it is; those that were named {@code java} do not
 */
public record InstalledKernel(Path folder, List<String> command, boolean marked) {
    /** The mark in our {@code kernel.json} files that identifies them. */
    static final Map<String, Object> MARK = Map.of("sumcat", true);

    private static final String HOME = "-Dsumcat.home=";

    /** The kernelspec in a folder, if it is ours. */
    static Optional<InstalledKernel> in(Path folder) {
        JsonNode json;
        try {
            json = new JsonMapper().readTree(folder.resolve("kernel.json").toFile());
        } catch (IOException e) {
            return Optional.empty(); // none, or a torn one: not known to be ours
        }
        var command =
                StreamSupport.stream(json.path("argv").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        boolean marked = json.path("metadata").has("sumcat");
        boolean ours =
                command.stream()
                        .anyMatch(word -> word.startsWith(HOME) || word.equals(KernelSpec.MAIN));
        return marked || ours
                ? Optional.of(new InstalledKernel(folder, command, marked))
                : Optional.empty();
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** The checkout that the kernel belongs to. */
    public Optional<Path> home() {
        return command.stream()
                .filter(word -> word.startsWith(HOME))
                .map(word -> Path.of(word.substring(HOME.length())))
                .findFirst();
    }

    /** The first missing part that the kernelspec refers to: its Java, its checkout or a jar. */
    public Optional<String> missing() {
        if (command.isEmpty()) {
            return Optional.of("its command");
        }
        Path java = Path.of(command.get(0));
        if (!Files.isExecutable(java)) {
            return Optional.of("its Java " + java);
        }
        Optional<Path> gone = home().filter(home -> !Files.isDirectory(home));
        if (gone.isPresent()) {
            return Optional.of("its checkout " + gone.get());
        }
        return classPath()
                .filter(entry -> !Files.exists(Path.of(entry)))
                .findFirst()
                .map("its file "::concat);
    }

    private Stream<String> classPath() {
        int option = command.indexOf("-cp");
        return option < 0 || option + 1 == command.size()
                ? Stream.empty()
                : Stream.of(command.get(option + 1).split(File.pathSeparator, -1));
    }
}
