package org.sumcat.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How other programs lay the files of a data set down. */
final class Layout {
    /** So many folders below the one that was named, and so many names, are looked at. */
    private static final int DEEP = 3;

    private static final int MANY = 10_000;

    private Layout() {}

    /** The folder itself, and those in it in which others keep the files. */
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

    /** What a file is called: as published, unpacked, and as some archives have it. */
    static Stream<String> names(Idx file) {
        String dotted = file.name().replace("-idx", ".idx"); // train-images.idx3-ubyte
        return Stream.of(
                file.gz(),
                file.name(),
                dotted + ".gz",
                dotted,
                file.name() + "/" + file.name()); // unpacked from a zip, each in its folder
    }

    /** A file below a folder that looks like one of those that are missed. */
    static Optional<Path> near(Path folder) {
        try (var files = Files.walk(folder, DEEP)) {
            return files.limit(MANY)
                    .filter(file -> isLike(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a hint, and no more
        }
    }

    private static boolean isLike(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return word.matches(".*(idx[13]-ubyte|fashion.?mnist).*");
    }
}
