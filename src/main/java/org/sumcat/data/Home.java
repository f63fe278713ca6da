package org.sumcat.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The root of the repository, which the default places are relative to, and the display of paths
 * relative to it.
 *
 * @param root absolute
 */
public record Home(Path root) {
    /**
     * Finds the root: {@code -Dsumcat.home} if the launcher set it, else the nearest of the working
     * directory and the two above it that holds {@code notebooks/} and {@code data/}: a notebook's
     * working directory is its own folder. Else the working directory.
     */
    public static Home find() {
        String told = System.getProperty("sumcat.home");
        return told != null
                ? new Home(Path.of(told).toAbsolutePath().normalize())
                : above(Path.of("").toAbsolutePath());
    }

    static Home above(Path workingDirectory) {
        return Stream.<Path>iterate(workingDirectory, p -> p != null, Path::getParent)
                .limit(3)
                .filter(p -> Files.isDirectory(p.resolve("notebooks")))
                .filter(p -> Files.isDirectory(p.resolve("data")))
                .findFirst()
                .map(Home::new)
                .orElse(new Home(workingDirectory));
    }

    /**
     * Resolves a path given by the user: against the working directory, or, if nothing is there,
     * against the root; {@code ~} is the user's folder.
     */
    Path resolve(Path asGiven) {
        Path given = UserHome.expand(asGiven);
        return Files.exists(given) ? given.toAbsolutePath().normalize() : at(given.toString());
    }

    /** A place in the repository, {@code data/measured}, whether or not it exists. */
    public Path at(String place) {
        return root.resolve(place).normalize();
    }

    /**
     * A path for messages and records, with {@code /}: relative to the root if it is in it or
     * beside it, else from {@code ~} if it can be, so that it says little about the machine.
     */
    public String show(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        Path beside = root.getParent();
        Path user = UserHome.folder();
        Path shown =
                beside != null && whole.startsWith(beside)
                        ? root.relativize(whole)
                        : whole.startsWith(user)
                                ? Path.of("~").resolve(user.relativize(whole))
                                : whole;
        return shown.toString().replace('\\', '/');
    }
}
