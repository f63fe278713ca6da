package org.sumcat.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.sumcat.device.ProgramAnswer;

/**
 * All kernels known to a Jupyter, from all folders that it searches.
 *
 * @param program that was asked; empty where there is no Jupyter
 * @param specs name to kernelspec and its folder, as {@code jupyter kernelspec list --json} has it
 */
record KnownKernels(Optional<Path> program, JsonNode specs) {
    private static final int SECONDS = 120; // a first start of Python on a slow disk

    /** Asks this machine's Jupyter, as its owner would: without our own folders. */
    static KnownKernels of(Jupyter jupyter) throws IOException, InterruptedException {
        for (Path program : jupyter.onPath("jupyter-kernelspec", "python3", "python")) {
            ProgramAnswer answer = ProgramAnswer.of(list(program), SECONDS);
            if (answer.status() == 0) {
                return of(program, answer.said());
            }
        }
        return new KnownKernels(Optional.empty(), new JsonMapper().createObjectNode());
    }

    /** The command that lists kernels; Debian's Jupyter lacks the program, but has its module. */
    private static ProcessBuilder list(Path program) {
        var command = new ArrayList<>(List.of(program.toString()));
        if (program.getFileName().toString().startsWith("python")) {
            command.addAll(List.of("-m", "jupyter_client.kernelspecapp"));
        }
        command.addAll(List.of("list", "--json"));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static KnownKernels of(Path program, String answer) {
        try {
            return new KnownKernels(
                    Optional.of(program), new JsonMapper().readTree(answer).path("kernelspecs"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(program + " lists no kernels: " + answer, e);
        }
    }

    /** The folder of a kernel; of several with one name, the one that Jupyter uses. */
    Optional<Path> folder(String name) {
        return Optional.of(specs.path(name).path("resource_dir").asText(""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    /** Returns whether Jupyter takes another kernel of that name. */
    boolean shadows(String name, Path folder) throws IOException {
        Optional<Path> taken = folder(name);
        return taken.isPresent() && !same(taken.get(), folder);
    }

    /** Messages on whether Jupyter finds a folder's kernel, and how notebooks select it. */
    List<String> words(String name, Path folder) throws IOException {
        if (program.isEmpty()) {
            return List.of(
                    "found: unknown, there is no Jupyter here to ask; every Jupyter looks there");
        }
        if (folder(name).isEmpty()) {
            return List.of(
                    "found: no, %s does not look there; set JUPYTER_PATH=%s for it"
                            .formatted(program.get(), folder.resolve("../..").normalize()));
        }
        if (shadows(name, folder)) {
            return List.of("found: no");
        }
        var words = new ArrayList<String>();
        words.add("found: yes, by %s as %s".formatted(program.get(), name));
        String language = specs.path(name).path("spec").path("language").asText();
        if (!name.equals(language)) {
            words.add("notebooks: " + notebooks(name, language));
        }
        return words;
    }

    /** A message on notebooks that select the kernel by its language's name, as ours do. */
    private String notebooks(String name, String language) {
        Optional<Path> other = folder(language);
        if (other.isPresent()) {
            return "they ask for a kernel named %s, and %s is one; this one is in the menu, as %s"
                    .formatted(language, other.get(), title(name));
        }
        String run =
                "; to run one without a window: jupyter nbconvert --execute"
                        + " --ExecutePreprocessor.kernel_name=%s".formatted(name);
        long choice =
                StreamSupport.stream(specs.spliterator(), false)
                        .filter(
                                each ->
                                        each.path("spec")
                                                .path("language")
                                                .asText()
                                                .equals(language))
                        .count();
        return choice == 1
                ? "opened with this kernel, the only one for %s%s".formatted(language, run)
                : "you will be asked which of the %s kernels for %s to use%s"
                        .formatted(choice, language, run);
    }

    private String title(String name) {
        return specs.path(name).path("spec").path("display_name").asText(name);
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }
}
