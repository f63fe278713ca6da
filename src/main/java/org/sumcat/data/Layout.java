package org.sumcat.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The folder layouts in which other programs store a data set. */
final class Layout {
    /** Depth and number of files of the search for a misplaced data set. */
    private static final int DEEP = 6;

    private static final int MANY = 10_000;

    private Layout() {}

    /** The folder itself, and the subfolders in which other programs keep the files. */
    static Stream<Path> places(Path folder) {
        return Stream.of(
                        "", // Zalando, Keras
                        "raw", // torchvision, whose root was named too deep
                        "FashionMNIST/raw", // torchvision
                        "fashion-mnist", // Keras, in ~/.keras/datasets
                        "data/fashion-mnist", // Sumcat
                        "data/fashion") // Zalando's repository
                .map(folder::resolve);
    }

    /** The possible names of a file: as published, unpacked, and as in some archives. */
    static Stream<String> names(Idx file) {
        String dotted = file.name().replace("-idx", ".idx"); // train-images.idx3-ubyte
        return Stream.of(
                file.gz(),
                file.name(),
                dotted + ".gz",
                dotted,
                file.name() + "/" + file.name()); // unpacked from a zip, each in its folder
    }

    /** A misplaced file below a folder that looks like a missing one, or else like an archive. */
    static Optional<Path> near(Path folder, List<Idx> missed) {
        var likes =
                Stream.<Predicate<String>>of(
                        name -> missed.stream().anyMatch(f -> name.contains(letters(f.name()))),
                        name -> name.contains("fashionmnist"),
                        name ->
                                !name.matches(".*ubyte.*|(train|t10k)(images|labels).*")
                                        && name.matches(".*(zip|tar|gz|parquet|arrow|npz|csv|pt)"));
        try (var files = Files.walk(folder, DEEP)) {
            List<Path> there = files.limit(MANY).filter(Files::isRegularFile).sorted().toList();
            return likes.flatMap(like -> there.stream().filter(file -> like.test(letters(file))))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a hint, and no more
        }
    }

    private static String letters(Path file) {
        return letters(String.valueOf(file.getFileName()));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
