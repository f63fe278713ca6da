package org.sumcat.jupyter;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sumcat.device.ProgramAnswer;

/**
 * Finds Jupyter on this machine, or installs it.
 *
 * @param home Sumcat's folder
 * @param path folders with programs, in the order in which they are searched
 * @param root whether we are the machine's owner, and need no sudo
 * @param person the user, who is informed, and asked where necessary
 */
public record Jupyter(Path home, List<Path> path, boolean root, Person person) {
    private static final int AUDIT_SECONDS = 60;
    private static final List<String> DEBIAN = List.of("jupyter-notebook", "jupyter-nbconvert");

    /** Lines of dpkg's audit about Jupyter, a part of it, or its Python. */
    private static final Pattern OURS =
            Pattern.compile(
                    "\\s+(jupyter|python3(\\.\\d+)?(-minimal)?[:\\s]|python3-(jupyter|nb|notebook"
                            + "|ipykernel|ipython|traitlets|tornado|zmq|jinja2)).*");

    /** The user, who can be asked. */
    public interface Person {
        void hear(String line);

        /** Asks a question; without a terminal the answer is no. */
        boolean agrees(String question);
    }

    /** A Jupyter that is found on this machine, or installed on demand. */
    public static Jupyter ofThisMachine(Path home, Person person) {
        String path = System.getenv().getOrDefault("PATH", "");
        return new Jupyter(
                home,
                Stream.of(path.split(File.pathSeparator)).map(Path::of).toList(),
                "root".equals(System.getProperty("user.name")),
                person);
    }

    /**
     * One of Jupyter's programs, installed if missing.
     *
     * @param names any of them will do, the first is the best
     * @throws IllegalArgumentException if there is none and no way to have one
     */
    public Path program(String... names) throws IOException, InterruptedException {
        Optional<Path> program = installed(names);
        if (program.isEmpty() && bring()) {
            program = installed(names);
        }
        return program.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "notebooks need Jupyter, but "
                                        + names[0]
                                        + " is missing and was not installed; install it yourself (apt install "
                                        + String.join(" ", DEBIAN)
                                        + ", conda env create -f environment.yml), say --yes"
                                        + (Files.exists(log()) ? " or see " + log() : "")));
    }

    /**
     * A program that runs: version managers and interrupted installations leave some that do not.
     *
     * @throws IllegalArgumentException if it is one of the machine's packages and those are broken
     */
    private Optional<Path> installed(String... names) throws IOException, InterruptedException {
        for (String name : names) {
            for (Path program : onPath(name)) {
                if (runs(List.of(program.toString(), "--version"))) {
                    requireWhole(program);
                    return Optional.of(program);
                }
            }
        }
        return Optional.empty();
    }

    private void requireWhole(Path program) throws IOException, InterruptedException {
        Optional<String> dpkg = first("dpkg");
        if (dpkg.isEmpty() || !runs(List.of(dpkg.get(), "--search", program.toString()))) {
            return; // no package of Debian
        }
        String broken = says(List.of(dpkg.get(), "--audit"));
        if (broken.lines().anyMatch(line -> OURS.matcher(line).matches())) {
            throw new IllegalArgumentException(
                    "Jupyter must be whole, but an installation of %s was interrupted (dpkg --audit);"
                                    .formatted(program.getFileName())
                            + " repair it: %sdpkg --configure -a && %<sapt-get install --fix-broken"
                                    .formatted(root ? "" : "sudo "));
        }
    }

    /** Programs of these names on the path, not yet tried. */
    public List<Path> onPath(String... names) {
        String suffix = File.separatorChar == '\\' ? ".exe" : "";
        var folders = new ArrayList<>(path);
        folders.add(0, environment().resolve("bin"));
        folders.add(1, environment().resolve("Scripts"));
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name + suffix)))
                .filter(Files::isExecutable)
                .toList();
    }

    /** A virtual environment of our own, which disappears with {@code target/}. */
    private Path environment() {
        return home.resolve("target/jupyter-environment");
    }

    private Path log() {
        return home.resolve("target/jupyter.log");
    }

    /** Installs Jupyter: in our own folder without asking, on the machine only with consent. */
    private boolean bring() throws IOException, InterruptedException {
        Files.createDirectories(log().getParent());
        Files.deleteIfExists(log());
        return conda() || venv() || packages();
    }

    private boolean conda() throws IOException, InterruptedException {
        Optional<String> conda = first("mamba", "conda", "micromamba");
        if (conda.isEmpty()) {
            return false;
        }
        person.hear("Jupyter is missing: conda makes an environment in target/, some minutes ...");
        var command = new ArrayList<>(conda.stream().toList());
        command.addAll(
                conda.get().contains("micromamba")
                        ? List.of("create", "--yes")
                        : List.of("env", "create"));
        command.addAll(List.of("--prefix", environment().toString()));
        command.addAll(List.of("--file", home.resolve("environment.yml").toString()));
        return runs(command);
    }

    /** Installs Debian's packages, for the whole machine, with its owner's consent only. */
    private boolean packages() throws IOException, InterruptedException {
        Optional<String> sudo = first("sudo");
        return first("apt-get").isPresent()
                && (root || sudo.isPresent())
                && person.agrees(
                        "Jupyter is missing. Install %s for the whole machine with %sapt-get?"
                                .formatted(String.join(" ", DEBIAN), root ? "" : "sudo "))
                && aptGet(root ? List.of() : sudo.stream().toList());
    }

    /**
     * Runs apt-get; packages may be available although their list cannot be updated. Ctrl-C does
     * not reach it, since it would leave packages half configured. Only sudo stays with the
     * terminal, where it asks for the password.
     */
    private boolean aptGet(List<String> sudo) throws IOException, InterruptedException {
        var command = new ArrayList<>(sudo);
        first("setsid").ifPresent(setsid -> command.addAll(List.of(setsid, "--wait")));
        command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive"));
        command.add(first("apt-get").orElseThrow());
        var update = new ArrayList<>(command);
        update.add("update");
        command.addAll(List.of("install", "--yes", "--no-install-recommends"));
        command.addAll(DEBIAN);
        person.hear("installing " + String.join(" ", DEBIAN) + ", not to be interrupted ...");
        var done = new CountDownLatch(1);
        var patience = new Thread(() -> await(done), "apt-get");
        Runtime.getRuntime().addShutdownHook(patience);
        try {
            runs(update);
            return runs(command);
        } finally {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(patience);
            } catch (IllegalStateException e) {
                // Ctrl-C was pressed: the hook is what waited for us
            }
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean venv() throws IOException, InterruptedException {
        Optional<String> python = first("python3", "python");
        if (python.isEmpty() || !runs(List.of(python.get(), "-c", "import venv, ensurepip"))) {
            return false;
        }
        person.hear("Jupyter is missing: making a Python environment in target/ ...");
        String folder = environment().toString();
        if (!runs(List.of(python.get(), "-m", "venv", folder))) {
            return false;
        }
        String own =
                environment()
                        .resolve(File.separatorChar == '\\' ? "Scripts/python.exe" : "bin/python")
                        .toString();
        return runs(List.of(own, "-m", "pip", "install", "jupyterlab", "nbconvert", "plotly"));
    }

    private Optional<String> first(String... names) {
        return onPath(names).stream().map(Path::toString).findFirst();
    }

    /**
     * Runs a program to its end, its output into the log. One that cannot even be started, such as
     * a script without its interpreter, has failed like any other.
     */
    private boolean runs(List<String> command) throws IOException, InterruptedException {
        Files.createDirectories(log().getParent());
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .redirectInput(ProcessBuilder.Redirect.INHERIT);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            Files.writeString(log(), e.getMessage() + System.lineSeparator(), CREATE, APPEND);
            return false;
        }
    }

    private static String says(List<String> command) throws IOException, InterruptedException {
        return ProgramAnswer.of(
                        new ProcessBuilder(command).redirectErrorStream(true), AUDIT_SECONDS)
                .said();
    }
}
