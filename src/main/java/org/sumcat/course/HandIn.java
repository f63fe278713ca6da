package org.sumcat.course;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A student's submission: which file belongs to which notebook.
 *
 * @param student as the folder or the files say
 * @param notebooks file by the name of the notebook; what is missing was not found
 * @param remarks for the teacher: what was taken for what, and what is to be renamed
 */
public record HandIn(String student, Map<String, Path> notebooks, List<String> remarks) {
    public HandIn {
        notebooks = new HashMap<>(notebooks);
        remarks = List.copyOf(remarks);
    }

    /** The kind of a file that is not a plain file, in words. */
    static String kind(Path what) {
        return Files.isSymbolicLink(what)
                ? "a link; hand in the file itself"
                : Files.isDirectory(what, LinkOption.NOFOLLOW_LINKS)
                        ? "a folder"
                        : Files.exists(what, LinkOption.NOFOLLOW_LINKS) ? "no plain file" : "gone";
    }

    /** Returns whether the hand-in is a plain file, determined without opening it. */
    static boolean isPlain(Path what) {
        return Files.isRegularFile(what, LinkOption.NOFOLLOW_LINKS);
    }

    static String names(Path from, List<Path> files) {
        return files.stream().map(file -> from.relativize(file).toString()).collect(joining(", "));
    }

    /**
     * Returns whether all files have the same bytes, so that it does not matter which one is used.
     */
    static boolean areAlike(List<Path> files) {
        try {
            for (Path file : files) {
                if (Files.mismatch(files.get(0), file) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
