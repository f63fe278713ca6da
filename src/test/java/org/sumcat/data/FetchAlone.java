package org.sumcat.data;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Fetches the tiny set, also in a process of its own: {@code FetchAlone MIRROR FOLDER}. */
final class FetchAlone {
    private FetchAlone() {}

    public static void main(String[] args) {
        fetch(URI.create(args[0]), Path.of(args[1]));
        System.out.println("done");
    }

    static void fetch(URI mirror, Path folder) {
        try {
            TinySet.from(mirror)
                    .fetch(
                            folder,
                            line -> {
                                if (line.startsWith("waiting")) {
                                    System.out.println(line);
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Process start(URI mirror, Path folder) throws IOException, URISyntaxException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home(FashionMnist.class) + File.pathSeparator + home(FetchAlone.class),
                        FetchAlone.class.getName(),
                        mirror.toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
