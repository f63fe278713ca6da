package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A browser without a window, where this machine has one. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final int TRIES = 3;
    private static boolean works;

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * The first on the path that shows a page of one word: some are there and cannot start, as
     * Ubuntu's, which asks for a snap. Without one the test is skipped.
     *
     * @param folder for what it needs and writes, empty
     */
    static Chromium find(Path folder) throws IOException, InterruptedException {
        var found =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "no Chromium on the path: no page was looked at");
        var browser = new Chromium(found.orElseThrow(), folder);
        if (!works) {
            Path page = folder.resolve("works.html");
            Files.writeString(page, "<body><script>document.body.append('it ' + 'works')</script>");
            works = browser.dom(page).contains("it works");
            assumeTrue(works, browser.program + " shows no page: none was looked at");
        }
        return browser;
    }

    /** What is in the page when it has come to rest, scripts and all. */
    String dom(Path page) throws IOException, InterruptedException {
        return run(page, "--dump-dom", "--virtual-time-budget=5000");
    }

    /** A picture of the page. */
    Path screenshot(Path page, int width, int height) throws IOException, InterruptedException {
        Path picture = folder.resolve("page.png");
        run(
                page,
                "--screenshot=" + picture,
                "--window-size=%d,%d".formatted(width, height),
                "--hide-scrollbars");
        return picture;
    }

    /** A browser that ends with an error, or not at all, shows nothing of a page: once more. */
    private String run(Path page, String... options) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<String> said = once(page, options);
            if (said.isPresent()) {
                return said.get();
            }
        }
        throw new TestAbortedException(
                "%s itself failed %d times: %s was not looked at".formatted(program, TRIES, page));
    }

    private Optional<String> once(Path page, String... options)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--allow-file-access-from-files",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Path out = folder.resolve("out.txt");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return ended && process.exitValue() == 0
                ? Optional.of(Files.readString(out, UTF_8))
                : Optional.empty();
    }
}
