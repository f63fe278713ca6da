package org.sumcat.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Folder;
import org.sumcat.files.Sha256;
import org.sumcat.optimizer.GradientDescent;

/**
 * An unfinished training as the file {@code checkpoint}: everything that another process needs to
 * finish it with the same weights. Random numbers are seeded for each epoch and the rate follows
 * from the step, so weights, running statistics and what the optimizer remembers are enough.
 *
 * @param head whose it is
 * @param weights as {@code Block.loadParameters} of DJL reads them
 * @param optimizer as {@link GradientDescent#restore} reads it
 * @param best the weights that were best on the held-out images; empty where none are held out
 */
@SuppressWarnings("ArrayRecordComponent") // bytes between a file and the engine, never compared
record Checkpoint(CheckpointHeader head, byte[] weights, byte[] optimizer, byte[] best) {
    static final String FILE = "checkpoint";
    private static final String FORMAT = "sumcat checkpoint 1";
    private static final int HASH = 32; // bytes at the end, over all before them
    private static final JsonMapper JSON = new JsonMapper();

    /** Writes the file atomically. */
    void write(Path folder) {
        Folder.write(
                folder,
                Map.of(
                        FILE,
                        out -> {
                            MessageDigest digest = Sha256.digest();
                            var data = new DataOutputStream(new DigestOutputStream(out, digest));
                            data.writeUTF(FORMAT);
                            for (byte[] part :
                                    List.of(
                                            JSON.writeValueAsBytes(head),
                                            weights,
                                            optimizer,
                                            best)) {
                                data.writeInt(part.length);
                                data.write(part);
                            }
                            out.write(digest.digest());
                        }));
    }

    /** Returns whether the file exists, whole or not. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** The checkpoint in a folder, if it is there and intact. */
    static Optional<Checkpoint> in(Path folder) {
        if (!isIn(folder)) {
            return Optional.empty();
        }
        try {
            byte[] file = Files.readAllBytes(folder.resolve(FILE));
            return isWhole(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be read (%s)".formatted(folder.resolve(FILE), e), e);
        }
    }

    private static boolean isWhole(byte[] file) {
        int end = Math.max(0, file.length - HASH);
        MessageDigest digest = Sha256.digest();
        digest.update(file, 0, end);
        return Arrays.equals(digest.digest(), Arrays.copyOfRange(file, end, file.length));
    }

    private static Checkpoint read(byte[] file) throws IOException {
        var data = new DataInputStream(new ByteArrayInputStream(file));
        String format = data.readUTF();
        if (!format.equals(FORMAT)) {
            throw new IOException("it is '%s', not '%s'".formatted(format, FORMAT));
        }
        var parts = new byte[4][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = data.readNBytes(data.readInt());
        }
        return new Checkpoint(
                JSON.readValue(parts[0], CheckpointHeader.class), parts[1], parts[2], parts[3]);
    }

    /**
     * The checkpoint to resume from; null to begin.
     *
     * @param told gets a line where there is a checkpoint, whether it is of use or not
     */
    static @Nullable Checkpoint toGoOn(Training training, Path folder, Consumer<String> told) {
        if (!isIn(folder)) {
            return null;
        }
        Checkpoint there = in(folder).orElse(null);
        if (there == null) {
            told.accept("the checkpoint is damaged or was edited: starts over");
            return null;
        }
        CheckpointHeader head = there.head();
        if (!head.identity().equals(training.identity())) {
            told.accept("the checkpoint is of another run: starts over");
            return null;
        }
        if (!head.device().equals(training.compute().words())) {
            told.accept(
                    "the checkpoint was made on %s, not on %s: starts over"
                            .formatted(head.device(), training.compute().words()));
            return null;
        }
        told.accept(
                "resumes after epoch %s of %s"
                        .formatted(head.history().size(), training.recipe().epochs()));
        return there;
    }
}
