package org.sumcat.classroom;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder with the notebooks of the course.
 *
 * @param folder where they lie, those of other languages in folders below
 */
record Lessons(Path folder) {
    /** All Java notebooks, in reading order. */
    List<Path> all() {
        return everywhere().stream().filter(file -> folder.equals(file.getParent())).toList();
    }

    /** All notebooks in Kotlin, in reading order. */
    List<Path> kotlin() {
        return everywhere().stream().filter(Lessons::isKotlin).toList();
    }

    /** Returns whether a notebook is in Kotlin, which is so in a folder of that name. */
    static boolean isKotlin(Path notebook) {
        return notebook.getNameCount() > 1
                && notebook.getName(notebook.getNameCount() - 2).toString().equals("kotlin");
    }

    /**
     * The notebooks with these names, with or without {@code .ipynb}, in the folder or one below.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    List<Path> named(List<String> names) {
        var all = everywhere();
        return names.stream().map(name -> named(name, all)).toList();
    }

    /** The title of a notebook: its file name without {@code .ipynb}. */
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
