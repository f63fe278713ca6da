package org.sumcat.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The notebooks of the course.
 *
 * @param folder where they lie, those of other languages in folders below
 */
record Lessons(Path folder) {
    /** All that are to be read in their order: in the folder itself. */
    List<Path> all() {
        // Those in the folders below need other kernels, or are exercises with gaps.
        return everywhere().stream().filter(file -> folder.equals(file.getParent())).toList();
    }

    /**
     * Those of these names, with or without {@code .ipynb}, in the folder or one below.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    List<Path> named(List<String> names) {
        var all = everywhere();
        return names.stream().map(name -> named(name, all)).toList();
    }

    /** What a notebook is called: the name of its file, without {@code .ipynb}. */
    static String title(Path notebook) {
        return notebook.getFileName().toString().replaceAll("\\.ipynb$", "");
    }

    private List<Path> everywhere() {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path named(String name, List<Path> all) {
        return all.stream()
                .filter(file -> title(file).equals(title(Path.of(name))))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "NAME must be one of %s, but was %s; see notebooks/"
                                                .formatted(
                                                        all.stream()
                                                                .map(Lessons::title)
                                                                .collect(joining(", ")),
                                                        name)));
    }
}
