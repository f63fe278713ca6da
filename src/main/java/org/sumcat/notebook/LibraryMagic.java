package org.sumcat.notebook;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.magic.MagicEngine;
import org.rapaio.jupyter.kernel.core.magic.MagicHandler;
import org.rapaio.jupyter.kernel.core.magic.MagicSnippet;
import org.rapaio.jupyter.kernel.core.magic.SnippetMagicHandler;

/**
 * Finds the library for a notebook outside of the checkout: in Colab, in a course of nbgrader, in a
 * student's own folder. The first cell's {@code %jars ../target/sumcat.jar} then leads nowhere; in
 * its place the nearest {@code target/sumcat.jar} in or above the notebook's folder is taken, or
 * else that of the checkout that the kernel belongs to, and the cell says so.
 *
 * <p>It lies on the class path of the kernel, so it uses nothing else of ours.
 */
final class LibraryMagic extends MagicHandler {
    private static final Path LIBRARY = Path.of("target", "sumcat.jar");
    private static final Pattern JARS = Pattern.compile("%jars\\s+(\\S.*/sumcat\\.jar)\\s*");

    private final @Nullable String home;

    /**
     * Creates the handler for the kernel of a checkout.
     *
     * @param home the checkout's folder, if it is known
     */
    LibraryMagic(@Nullable String home) {
        this.home = home;
    }

    /** Registers before the kernel's own handler, which ends the cell with an error. */
    @SuppressWarnings("unchecked")
    void register() throws ReflectiveOperationException {
        Field handlers = MagicEngine.class.getDeclaredField("magicHandlers");
        handlers.setAccessible(true);
        ((List<MagicHandler>) handlers.get(null)).add(0, this);
    }

    /** The library's actual place, if a cell loads it from where it is not. */
    Optional<Path> elsewhere(String code, Path notebooks) {
        Matcher asked = JARS.matcher(code);
        return !asked.matches() || Files.exists(notebooks.resolve(asked.group(1)))
                ? Optional.empty()
                : Stream.concat(
                                Stream.iterate(notebooks, p -> p != null, Path::getParent),
                                Stream.ofNullable(home).map(Path::of))
                        .map(folder -> folder.resolve(LIBRARY))
                        .filter(Files::isRegularFile)
                        .findFirst();
    }

    @Override
    public String name() {
        return "Sumcat, found";
    }

    @Override
    public List<String> helpMessage() {
        return List.of("Finds target/sumcat.jar for a notebook outside the checkout.");
    }

    @Override
    public List<SnippetMagicHandler> snippetMagicHandlers() {
        return List.of(
                SnippetMagicHandler.lineMagic()
                        .syntaxMatcher(JARS.pattern())
                        .syntaxHelp(List.of("%jars ../target/sumcat.jar"))
                        .syntaxPrefix("%jars")
                        .documentation(helpMessage())
                        .canHandlePredicate(this::canHandleSnippet)
                        .evalFunction(this::add)
                        .build());
    }

    @Override
    public boolean canHandleSnippet(MagicSnippet snippet) {
        return snippet.isLineMagic()
                && elsewhere(snippet.line(0).code(), Path.of("").toAbsolutePath()).isPresent();
    }

    private @Nullable Object add(RapaioKernel kernel, MagicSnippet snippet) {
        Path library =
                elsewhere(snippet.line(0).code(), Path.of("").toAbsolutePath()).orElseThrow();
        kernel.javaEngine().getShell().addToClasspath(library.toString());
        kernel.channels().writeToStdOut("the library is " + library + "\n");
        return null;
    }
}
