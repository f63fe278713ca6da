package org.sumcat.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The IDX files of one data set.
 *
 * @param files training images, training labels, test images, test labels
 * @param site where a person gets them
 * @param sha256 of all four, {@link Dataset#sha256()}, which follows from the hash of each
 */
record IdxSet(List<Idx> files, String site, String sha256) {
    /** The subfolder that holds all files, in one of the known layouts. */
    Optional<Path> within(Path folder) {
        return Layout.places(folder).filter(place -> missing(place).isEmpty()).findFirst();
    }

    /** The files that a folder lacks. */
    List<Idx> missing(Path folder) {
        return files.stream().filter(file -> locate(file, folder).isEmpty()).toList();
    }

    /**
     * Reads and verifies all files in parallel.
     *
     * @throws DataException about the first of them that is missing or unfit
     */
    Dataset read(String name, List<String> classes, Path folder) {
        var bodies =
                files.stream()
                        .map(file -> CompletableFuture.supplyAsync(() -> read(file, folder)))
                        .toList();
        return new Dataset(
                name,
                classes,
                images(files.get(0), bodies.get(0), bodies.get(1)),
                images(files.get(2), bodies.get(2), bodies.get(3)),
                sha256,
                show(folder));
    }

    /** The state of each file, by its name. */
    Map<String, String> inspect(Path folder) {
        var found = new LinkedHashMap<String, String>();
        for (Idx file : files) {
            found.put(file.name(), inspect(file, folder));
        }
        return found;
    }

    private String inspect(Idx file, Path folder) {
        if (locate(file, folder).isEmpty()) {
            return "missing";
        }
        try {
            read(file, folder);
            return "verified, SHA-256 " + file.sha256();
        } catch (DataException e) {
            return "unusable: " + e.getMessage();
        }
    }

    private static Images images(
            Idx file, CompletableFuture<byte[]> pixels, CompletableFuture<byte[]> labels) {
        return new Images(file.count(), file.height(), file.width(), join(pixels), join(labels));
    }

    private static byte[] join(CompletableFuture<byte[]> body) {
        try {
            return body.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DataException refusal ? refusal : e;
        }
    }

    private byte[] read(Idx file, Path folder) {
        Path path = locate(file, folder).orElse(folder.resolve(file.gz()));
        try {
            return file.read(path, files);
        } catch (NoSuchFileException e) {
            throw new DataException(
                    "%s must be there, but is not; %s has it".formatted(show(path), site), e);
        } catch (Idx.Unfit e) {
            throw new DataException(
                    "%s %s; delete it, then run again or get it from %s"
                            .formatted(show(path), e.getMessage(), site),
                    e);
        } catch (IOException e) {
            throw new DataException(
                    "%s must be readable, but is not (%s); check the disk and its permissions"
                            .formatted(show(path), e.getMessage()),
                    e);
        }
    }

    private static String show(Path path) {
        return Home.find().show(path);
    }

    /** The file in a folder: as published, unpacked, or under another program's name. */
    private static Optional<Path> locate(Idx file, Path folder) {
        return Layout.names(file).map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }
}
