package org.sumcat.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The user's home folder, in which libraries keep their downloads. Java has none for users without
 * an entry in the system's list, as in many clusters and containers: it calls it {@code ?}, and a
 * folder of that name would come to lie in the working directory.
 */
public final class UserHome {
    private static final String PROPERTY = "user.home";

    private UserHome() {}

    /**
     * Sets Java's home folder where it has none: {@code HOME}, else XDG's cache or data folder,
     * else a temporary folder; and reports which.
     *
     * @throws DataException if there is none
     */
    public static synchronized void settle() {
        settle(System.getenv(), System.err::println);
    }

    static void settle(Map<String, String> environment, Consumer<String> say) {
        String told = System.getProperty(PROPERTY, "");
        if (!told.isBlank() && new File(told).isAbsolute()) {
            return;
        }
        Path chosen = choose(environment);
        System.setProperty(PROPERTY, chosen.toString());
        say.accept("this user has no home folder on this machine; downloads are kept in " + chosen);
    }

    /** The user's folder, which {@code ~} stands for. */
    static Path folder() {
        settle();
        return Path.of(System.getProperty(PROPERTY)).toAbsolutePath();
    }

    /**
     * Expands a leading {@code ~/}, which shells leave alone in {@code --data=~/x}.
     *
     * @return the path in the user's folder, or the same where it is there as it is written
     */
    public static Path expand(Path given) {
        return given.startsWith("~") && !Files.exists(given)
                ? folder().resolve(Path.of("~").relativize(given))
                : given;
    }

    private static Path choose(Map<String, String> environment) {
        return Stream.of("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(place -> !place.isBlank() && new File(place).isAbsolute())
                .map(Path::of)
                .filter(place -> Files.isDirectory(place) && Files.isWritable(place))
                .findFirst()
                .orElseGet(UserHome::temporary);
    }

    /** A temporary folder shared by all processes of one user, and nobody else's. */
    private static Path temporary() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Path own = Files.createTempFile("sumcat", "");
            Object user = Files.getAttribute(own, posix() ? "unix:uid" : "owner:owner");
            Files.delete(own);
            return ours(temporary.resolve("sumcat-" + user), user);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw none(temporary, e);
        }
    }

    private static Path ours(Path folder, Object user) throws IOException {
        try {
            return Files.createDirectory(folder, forUsAlone());
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && user.equals(
                            Files.getAttribute(folder, posix() ? "unix:uid" : "owner:owner"))) {
                return folder;
            }
            throw none(folder, e);
        }
    }

    private static FileAttribute<?>[] forUsAlone() {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    }

    private static DataException none(Path folder, Exception why) {
        return new DataException(
                "libraries need a folder to keep their files in, but this user has no home and %s cannot be used (%s); set HOME to a folder"
                        .formatted(folder, why.getClass().getSimpleName()),
                why);
    }
}
