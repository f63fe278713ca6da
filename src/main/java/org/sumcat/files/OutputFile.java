package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An output file named by an option. It is a new name or a plain file, never a device, a FIFO or a
 * folder; a link is followed to a plain file. A file that is there is replaced where it shows that
 * Sumcat wrote it and nobody edited it since (see {@link FileSignature}), or where a person said so
 * by {@code --force}.
 *
 * @param option that named it, for messages: {@code --svg}
 * @param file as it was named
 * @param mark by which such a file shows whose it is
 * @param force whether a file that is there may be replaced, whose ever it is
 */
public record OutputFile(String option, Path file, FileSignature mark, boolean force) {
    private static final long MOST = 256L << 20; // bytes; no text of ours comes near

    /**
     * Refuses, before any work is done, whatever {@link #write} would refuse; leaves nothing
     * behind.
     *
     * @param text such as will be written, if only its head
     * @throws IllegalArgumentException if it is no plain file, is not ours, or nothing can be
     *     written there
     */
    public void require(String text) {
        Path place = place();
        requireOurs(place, text);
        Folder.require(option, Objects.requireNonNull(place.getParent()));
    }

    /** Refuses whatever {@link #require} would, as far as that can be known without a text. */
    public void requirePlace() {
        Folder.require(option, Objects.requireNonNull(place().getParent()));
    }

    /**
     * Writes a signed text atomically.
     *
     * @param told gets a line where a folder was made for it
     * @throws IllegalArgumentException if it is no plain file, is not ours, or nothing can be
     *     written there
     */
    public void write(String text, Consumer<String> told) {
        Path place = place();
        requireOurs(place, text);
        Path folder = Objects.requireNonNull(place.getParent());
        boolean there = Files.isDirectory(folder);
        try {
            Folder.write(
                    folder,
                    Map.of(place.getFileName().toString(), Folder.Content.of(mark.on(text))));
        } catch (UncheckedIOException e) {
            var why = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalArgumentException(
                    "%s must be writable, but %s is not (%s); use another"
                            .formatted(option, file, why.getClass().getSimpleName()),
                    e);
        }
        if (!there) {
            told.accept("made the folder " + folder);
        }
    }

    /** The file itself, with all links resolved. */
    private Path place() {
        if (file.toString().isEmpty()) {
            throw new IllegalArgumentException(option + " must name a file, but was empty");
        }
        String kind = kind(file);
        if (kind.equals("a folder") || file.getFileName() == null) {
            throw new IllegalArgumentException(
                    "%s must be a file, but %s is a folder; add a name".formatted(option, file));
        }
        if (!kind.isEmpty() && !kind.equals("a file")) {
            throw new IllegalArgumentException(
                    "%s must be a plain file or a new name, but %s is %s; use another"
                            .formatted(option, file, kind));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        String above = folder == null ? "" : kind(folder);
        if (kind.isEmpty() && !above.isEmpty() && !above.equals("a folder")) {
            throw new IllegalArgumentException(
                    "%s must be writable, but %s is not (%s is %s, no folder); use another"
                            .formatted(option, file, folder, above));
        }
        try {
            return kind.isEmpty() ? file.toAbsolutePath().normalize() : file.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be a plain file or a new name, but %s cannot be followed (%s)"
                            .formatted(option, file, e.getClass().getSimpleName()),
                    e);
        }
    }

    private void requireOurs(Path place, String text) {
        if (force || !Files.exists(place)) {
            return;
        }
        if (!isOurs(place, text)) {
            String lacks = isEmpty(place) ? "is empty, so its origin is unknown" : mark.lacking();
            throw new IllegalArgumentException(
                    "%s must not replace what Sumcat did not write, but %s exists and %s; use another name, or --force"
                            .formatted(option, file, lacks));
        }
    }

    /** A kill leaves none such: a file of ours appears whole. */
    private static boolean isEmpty(Path place) {
        return place.toFile().length() == 0;
    }

    private boolean isOurs(Path place, String text) {
        try {
            if (Files.size(place) > MOST) {
                return false;
            }
            byte[] there = Files.readAllBytes(place);
            return Arrays.equals(there, mark.on(text).getBytes(UTF_8))
                    || mark.isOn(
                            UTF_8.newDecoder().decode(ByteBuffer.wrap(there)).toString(), text);
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s must be a file that can be read before it is replaced, but %s cannot be (%s); use another, or --force"
                            .formatted(option, file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** The kind of file at a place, links resolved, in words; empty if nothing exists. */
    static String kind(Path place) {
        try {
            var attributes = Files.readAttributes(place, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? "a file"
                    : attributes.isDirectory() ? "a folder" : "a device, FIFO or socket";
        } catch (IOException e) {
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                    ? Files.isSymbolicLink(place) ? "a link to nothing" : "out of reach"
                    : "";
        }
    }
}
