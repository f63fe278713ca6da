package org.sumcat.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A data set of 30 + 20 images of 8x8, in files like those of Fashion-MNIST. */
final class TinySet {
    static final byte[] TRAIN_IMAGES = images(30, 7);
    static final byte[] TRAIN_LABELS = labels(30, 0);
    static final byte[] TEST_IMAGES = images(20, 11);
    static final byte[] TEST_LABELS = labels(20, 0);

    /** What bears the names of the above in "another data set", as MNIST does to Fashion-MNIST. */
    static final byte[] OTHER_IMAGES = images(30, 13);

    static final byte[] OTHER_LABELS = labels(30, 1);

    static final IdxSet FILES =
            new IdxSet(
                    List.of(
                            idx("train-images", 30, 8, TRAIN_IMAGES, OTHER_IMAGES),
                            idx("train-labels", 30, 0, TRAIN_LABELS, OTHER_LABELS),
                            idx("t10k-images", 20, 8, TEST_IMAGES, images(20, 17)),
                            idx("t10k-labels", 20, 0, TEST_LABELS, labels(20, 1))),
                    "https://example.org",
                    sha256(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS));

    /** With what takes no time, on a machine that has much else to do. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private TinySet() {}

    static FashionMnist offline(@Nullable String variable) {
        return new FashionMnist(FILES, new Download(List.of(), Duration.ofSeconds(1)), variable);
    }

    static FashionMnist from(URI... mirrors) {
        return from(PATIENCE, mirrors);
    }

    static FashionMnist from(Duration patience, URI... mirrors) {
        return new FashionMnist(FILES, new Download(List.of(mirrors), patience), null);
    }

    /** Puts the four files into a folder, as published. */
    static Path putInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images.gz"), gz(TRAIN_IMAGES));
        Files.write(folder.resolve("train-labels.gz"), gz(TRAIN_LABELS));
        Files.write(folder.resolve("t10k-images.gz"), gz(TEST_IMAGES));
        Files.write(folder.resolve("t10k-labels.gz"), gz(TEST_LABELS));
        return folder;
    }

    static byte[] gz(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] images(int count, int seed) {
        var pixels = new byte[count * 64];
        new Random(seed).nextBytes(pixels);
        var file = ByteBuffer.allocate(16 + pixels.length);
        return file.putInt(0x803).putInt(count).putInt(8).putInt(8).put(pixels).array();
    }

    private static byte[] labels(int count, int first) {
        var file = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; file.hasRemaining(); i++) {
            file.put((byte) ((first + i) % 10));
        }
        return file.array();
    }

    private static Idx idx(String name, int count, int size, byte[] content, byte[] other) {
        return new Idx(name, count, size, size, sha256(content), sha256(other));
    }

    static String sha256(byte[]... contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
