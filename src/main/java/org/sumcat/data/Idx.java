package org.sumcat.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The expected properties of one IDX file. IDX is a header of big-endian integers (a number that
 * tells images from labels, the count, and for images height and width), then one byte a pixel or
 * label.
 *
 * @param name as published, without {@code .gz}
 * @param height 0 for labels
 * @param width 0 for labels
 * @param sha256 of the decompressed file, header included: mirrors compress differently
 * @param mnist the same of the file that has this name in MNIST, the set it is mistaken for
 */
record Idx(String name, int count, int height, int width, String sha256, String mnist) {
    /** The magic number of image files, with three dimensions of bytes. */
    static final int IMAGES = 0x0803;

    /** The magic number of label files, with one dimension of bytes. */
    static final int LABELS = 0x0801;

    private static final int BUFFER = 1 << 16;

    /** Thrown for a file that is not as expected: "must hold ..., but ...". */
    static final class Unfit extends IOException {
        Unfit(String message) {
            super(message);
        }
    }

    /** SHA-256 of concatenated pieces, in lower-case hex. */
    static String hash(byte[]... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : pieces) {
                digest.update(piece);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    String gz() {
        return name + ".gz";
    }

    /**
     * Reads the file, gzipped or not, and verifies every byte.
     *
     * @param siblings the files that this one may have been swapped with
     * @return the pixels or labels, without the header
     * @throws Unfit if it is another file, or not whole
     */
    byte[] read(Path path, List<Idx> siblings) throws IOException {
        long size = Files.size(path);
        var counted = new CountedInput(Files.newInputStream(path));
        try (var file = new BufferedInputStream(counted, BUFFER)) {
            file.mark(2);
            boolean gz = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            return read(gz ? new GZIPInputStream(file, BUFFER) : file, siblings);
        } catch (EOFException e) {
            throw new Unfit("must be complete, but ends after %s bytes of gz".formatted(size));
        } catch (ZipException e) {
            throw new Unfit(
                    "must be intact, but its gz is damaged before byte %s (%s)"
                            .formatted(counted.count(), e.getMessage()));
        }
    }

    private byte[] read(InputStream in, List<Idx> siblings) throws IOException {
        byte[] header = in.readNBytes(header().length);
        checkHeader(header, siblings);
        var body = new byte[count * Math.max(1, height * width)];
        int length = in.readNBytes(body, 0, body.length);
        int rest = in.readNBytes(BUFFER).length; // not more: a gz may hold far more than it has
        if (length < body.length || rest > 0) {
            throw new Unfit(
                    "must be %s bytes (decompressed), but is %s%s"
                            .formatted(
                                    header.length + body.length,
                                    header.length + length + rest,
                                    rest == BUFFER ? " or more" : ""));
        }
        checkHash(header, body);
        return body;
    }

    private void checkHeader(byte[] found, List<Idx> siblings) throws Unfit {
        if (Arrays.equals(found, header())) {
            return;
        }
        var swapped =
                siblings.stream()
                        .filter(other -> !other.equals(this) && other.startsLike(found))
                        .map(other -> " as " + other.name + " should (swapped?)")
                        .findFirst();
        throw new Unfit("must hold %s, but %s%s".formatted(this, seen(found), swapped.orElse("")));
    }

    private void checkHash(byte[] header, byte[] body) throws Unfit {
        String found = hash(header, body);
        if (found.equals(mnist)) {
            throw new Unfit(
                    "must be of Fashion-MNIST, but looks like MNIST"
                            + " (the handwritten digits have the same file names and sizes)");
        }
        if (!found.equals(sha256)) {
            throw new Unfit(
                    "must have SHA-256 %.12s..., but has %.12s... (damaged, or another data set)"
                            .formatted(sha256, found));
        }
    }

    private boolean isImages() {
        return height > 0;
    }

    private byte[] header() {
        return isImages() ? header(IMAGES, count, height, width) : header(LABELS, count);
    }

    /** The first bytes of an IDX file. */
    static byte[] header(int... numbers) {
        var bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    /**
     * Returns whether a header names this kind of file and this count; labels have no further
     * dimensions.
     */
    private boolean startsLike(byte[] found) {
        return found.length >= 8 && Arrays.equals(found, 0, 8, header(), 0, 8);
    }

    private static String seen(byte[] header) {
        if (header.length < 8) {
            return "ends after %s bytes".formatted(header.length);
        }
        var numbers = ByteBuffer.wrap(header).asIntBuffer();
        return switch (numbers.get()) {
            case IMAGES -> "holds %s images".formatted(numbers.get()) + size(numbers);
            case LABELS -> "holds %s labels".formatted(numbers.get());
            default ->
                    "is neither gz nor IDX (it starts with bytes %s)"
                            .formatted(HexFormat.ofDelimiter(" ").formatHex(header, 0, 4));
        };
    }

    private static String size(IntBuffer rest) {
        return rest.remaining() < 2 ? "" : " of %sx%s".formatted(rest.get(), rest.get());
    }

    /** The contents in words: {@code 60000 images of 28x28}, {@code 60000 labels}. */
    @Override
    public String toString() {
        return "%s %s"
                .formatted(
                        count, isImages() ? "images of %sx%s".formatted(height, width) : "labels");
    }
}
