package org.sumcat.inference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Sha256;

/**
 * A network's predictions for the test images, in the order of the data set: the number of a class,
 * one byte per image. Records name them by their SHA-256; the bytes lie in a file beside, which may
 * be missing.
 */
public final class Predictions {
    /** The file's name in the folder of a run: unsigned bytes and nothing else. */
    public static final String FILE = "predictions.u8";

    private final String sha256;
    private final byte @Nullable [] classes;

    private Predictions(String sha256, byte @Nullable [] classes) {
        this.sha256 = sha256;
        this.classes = classes;
    }

    /** Predictions from class numbers, image by image; those above 127 as negative bytes. */
    public static Predictions of(byte[] classes) {
        return new Predictions(Sha256.of(classes), classes.clone());
    }

    /** Predictions of which only the hash is known. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Predictions unread(String sha256) {
        return new Predictions(sha256, null);
    }

    /** The SHA-256 of the bytes. */
    @JsonValue
    public String sha256() {
        return sha256;
    }

    /** Returns whether the bytes are known, not only their hash. */
    public boolean isRead() {
        return classes != null;
    }

    /**
     * Returns a copy with its bytes.
     *
     * @throws IllegalArgumentException if these have another hash, and so are not of this run
     */
    public Predictions with(byte[] bytes) {
        Predictions read = of(bytes);
        if (!equals(read)) {
            throw new IllegalArgumentException(
                    "predictions must be those of their run, SHA-256 %.12s, but have %.12s; train it again"
                            .formatted(sha256, read.sha256()));
        }
        return read;
    }

    /**
     * The number of predicted images.
     *
     * @throws IllegalStateException if the bytes are not known
     */
    public int images() {
        return known().length;
    }

    /**
     * The predicted class of an image, from 0.
     *
     * @param image its number in the test set, from 0
     * @throws IllegalStateException if the bytes are not known
     */
    public int of(int image) {
        return Byte.toUnsignedInt(known()[image]);
    }

    /**
     * The bytes as stored in the file.
     *
     * @throws IllegalStateException if they are not known
     */
    public byte[] bytes() {
        return known().clone();
    }

    private byte[] known() {
        if (classes == null) {
            throw new IllegalStateException(
                    "to look at predictions, their file must be beside the record, but only their hash is known, %.12s"
                            .formatted(sha256));
        }
        return classes;
    }

    /** Equality by hash, whether or not the bytes are known. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Predictions those && those.sha256.equals(sha256);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "Predictions[%.12s]".formatted(sha256);
    }
}
