package org.sumcat.classroom;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumcat.cli.Main;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.device.Versions;
import org.sumcat.files.Folder;
import org.sumcat.files.Mark;
import org.sumcat.files.OutputFile;
import org.sumcat.ipynb.Manifest;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.SavedOutputs;
import org.sumcat.jupyter.Desk;
import org.sumcat.jupyter.InstalledKernels;
import org.sumcat.jupyter.Jupyter;
import org.sumcat.jupyter.KernelInstallation;
import org.sumcat.sweep.Slots;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.Places;
import org.sumcat.terminal.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sumcat notebook}: the lessons in Jupyter, with a Java kernel, all set up. */
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = {
            "Opens the notebooks in Jupyter, everything set up; with --run, runs them to HTML.",
            "Where Jupyter is missing it is installed: by conda or in a Python environment, both"
                    + " in target/, or, if you agree, from Debian's packages."
        })
public final class NotebookCommand implements Callable<Integer> {
    /** The name of our template for pages. */
    private static final String PAGE = "sumcat";

    /** What makes a conversion run the cells first, each as long as it takes. */
    private static final List<String> RUNNING =
            List.of(
                    "--execute",
                    "--ExecutePreprocessor.timeout=-1",
                    "--ExecutePreprocessor.startup_timeout=120");

    @Parameters(
            paramLabel = "NAME",
            description = "such as 00-start; all in Java if none, all in Kotlin by kotlin")
    private List<String> names = List.of();

    @Option(names = "--run", description = "run every cell, without a window, and write HTML")
    private boolean run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "with --run: the folder for the HTML, made if need be; default target/notebooks")
    private @Nullable Path out;

    @Option(
            names = "--save",
            description = "with --run: keep what the cells show in the notebooks, for readers")
    private boolean save;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "with --run: how many notebooks at once, each with its share of the processors;",
                "default: ${DEFAULT-VALUE}"
            })
    private int jobs = 1;

    @Option(
            names = "--install-kernel",
            description = {
                "writes our Java kernel for a Jupyter or VS Code that ./sumcat does not start, as",
                "sumcat-java; with kotlin also as sumcat-kotlin, with kotlin alone only that"
            })
    private boolean install;

    @Option(
            names = "--kernel-name",
            paramLabel = "KERNEL",
            description = {
                "with --install-kernel: another name. A kernel named java is what the notebooks",
                "ask for; one that is not of Sumcat is never replaced"
            })
    private @Nullable String kernelName;

    @Option(
            names = "--uninstall-kernel",
            description = "removes every kernel that --install-kernel wrote for this user")
    private boolean uninstall;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Option(
            names = "--yes",
            description = "install Debian's packages of Jupyter without asking, if it is missing")
    private boolean yes;

    /** Read by {@link Main}, which reports what goes wrong. */
    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    private final Path home;
    private final Desk desk;
    private final InstalledKernels installed;

    NotebookCommand() {
        this(Places.home().toAbsolutePath(), InstalledKernels.ofThisUser());
    }

    NotebookCommand(Path home, InstalledKernels installed) {
        this.home = home;
        this.desk = new Desk(home);
        this.installed = installed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workers.requireJobs(jobs);
        if (!run) {
            requireNothingForRuns();
        }
        if (kernelName != null && !install) {
            throw new IllegalArgumentException(
                    "--kernel-name must come with --install-kernel, but it was not given; add it");
        }
        if ((install && uninstall) || ((install || uninstall) && run)) {
            throw new IllegalArgumentException(
                    "--run, --install-kernel and --uninstall-kernel must come alone, but two were"
                            + " given; leave one out");
        }
        if (out != null) {
            Folder.require("--out", out);
        }
        if (save && jobs > 1) {
            throw new IllegalArgumentException(
                    "saved outputs must be of a notebook that has the machine to itself, but --jobs"
                            + " was %s; leave it out".formatted(jobs));
        }
        var installation = new KernelInstallation(desk, installed);
        if (uninstall) {
            return installation.uninstall();
        }
        Folder.require("target/ of the checkout", home.resolve("target"));
        List<Path> notebooks = notebooks();
        if (install) {
            return installation.install(
                    notebooks.stream().anyMatch(each -> !Lessons.isKotlin(each)),
                    notebooks.stream().anyMatch(Lessons::isKotlin),
                    kernelName);
        }
        desk.registerJava(List.of());
        if (notebooks.stream().anyMatch(Lessons::isKotlin)) {
            desk.registerKotlin();
        }
        Jupyter jupyter = desk.jupyter(yes);
        return run ? runAll(jupyter, notebooks) : open(jupyter, notebooks);
    }

    private void requireNothingForRuns() {
        var given = new ArrayList<String>();
        if (out != null) {
            given.add("--out");
        }
        if (save) {
            given.add("--save");
        }
        if (jobs > 1) {
            given.add("--jobs");
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must come with --run, but it was not given; add it"
                            .formatted(String.join(", ", given)));
        }
    }

    /** The notebooks that were named; all of them if none was. */
    private List<Path> notebooks() {
        var lessons = new Lessons(home.resolve("notebooks"));
        if (names.equals(List.of("kotlin"))) {
            return lessons.kotlin();
        }
        return names.isEmpty() ? lessons.all() : lessons.named(names);
    }

    private int open(Jupyter jupyter, List<Path> notebooks)
            throws IOException, InterruptedException {
        Path program = jupyter.program("jupyter-lab", "jupyter-notebook");
        var command = new ArrayList<>(List.of(program.toString(), "-y"));
        if (jupyter.root()) {
            command.add("--allow-root");
        }
        command.add(opened(names.size(), notebooks, home.resolve("notebooks")).toString());
        return finished(desk.process(command).inheritIO().start());
    }

    /** Jupyter opens one thing: the notebook that was named, or else the folder with all. */
    static Path opened(int named, List<Path> notebooks, Path folder) {
        return named == 1 ? notebooks.get(0) : folder;
    }

    private int runAll(Jupyter jupyter, List<Path> notebooks)
            throws IOException, InterruptedException {
        Path program = jupyter.program("jupyter-nbconvert");
        Path folder = out == null ? home.resolve("target/notebooks") : out.toAbsolutePath();
        if (out != null) {
            notebooks.forEach(each -> requireOurs(folder.resolve(Lessons.title(each) + ".html")));
        }
        Files.createDirectories(folder);
        layOut();
        String commit = save ? Versions.commit() : ""; // before outputs change the checkout
        var tasks = new ArrayList<Callable<Boolean>>();
        notebooks.forEach(each -> tasks.add(() -> run(program, each, folder, commit)));
        return Workers.all(jobs, tasks).contains(false) ? 1 : 0;
    }

    /** Runs every cell and writes a page; where a cell fails, shows it and what it said. */
    private boolean run(Path program, Path notebook, Path folder, String commit)
            throws IOException, InterruptedException {
        String title = Lessons.title(notebook);
        System.err.println("running " + title + " ...");
        Path logs = Files.createDirectories(home.resolve("target/notebooks"));
        Path log = logs.resolve(title + ".log");
        Files.deleteIfExists(log);
        long start = System.nanoTime();
        Path ran = save ? logs.resolve(notebook.getFileName()) : notebook;
        boolean done = !save || converted(log, execution(program, notebook, logs));
        if (done && save) {
            saved(notebook, ran, commit, Math.round((System.nanoTime() - start) / 1e9));
        }
        if (done && converted(log, conversion(program, ran, folder))) {
            if (out != null) {
                sign(folder.resolve(title + ".html"));
            }
            String page = shortly(folder.resolve(title + ".html")).toString();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(String.format(Locale.ROOT, "%s (%.1f s)", page, seconds));
            return true;
        }
        System.err.printf(
                "%s%nerror: every cell of %s must run, but one failed (above); all is in %s%n",
                failure(Files.readString(log)), title, shortly(log));
        return false;
    }

    /** Another program writes the page, so what is there is looked at before. */
    private void requireOurs(Path page) {
        overwriting.file("--out", page, Mark.HTML).require("");
    }

    private static void sign(Path page) throws IOException {
        if (Files.exists(page)) {
            new OutputFile("--out", page, Mark.HTML, true)
                    .write(Files.readString(page), Common::say);
        }
    }

    private boolean converted(Path log, List<String> command)
            throws IOException, InterruptedException {
        var convert = desk.alone(command).redirectErrorStream(true);
        if (jobs > 1) {
            int processors = Runtime.getRuntime().availableProcessors();
            int share = Slots.of(jobs, null, processors, 0, jobs).threads();
            convert.environment().putIfAbsent("OMP_NUM_THREADS", String.valueOf(share));
        }
        return finished(convert.redirectOutput(Redirect.appendTo(log.toFile())).start()) == 0;
    }

    /** A page of a notebook; of one whose outputs are not to be saved, running it on the way. */
    private List<String> conversion(Path program, Path notebook, Path folder) {
        var command = new ArrayList<>(List.of(program.toString(), "--to=html"));
        command.add("--template=" + PAGE);
        if (!save) {
            command.addAll(RUNNING);
        }
        command.addAll(List.of("--output-dir=" + folder, notebook.toString()));
        return command;
    }

    private static List<String> execution(Path program, Path notebook, Path folder) {
        var command = new ArrayList<>(List.of(program.toString(), "--to=notebook"));
        command.addAll(RUNNING);
        command.addAll(List.of("--output-dir=" + folder, notebook.toString()));
        return command;
    }

    /**
     * Puts what the cells showed into the notebook itself, and into the manifest where it is from.
     */
    private void saved(Path notebook, Path ran, String commit, long seconds) {
        String profile = System.getenv("SUMCAT_PROFILE");
        if ("tiny".equals(profile)) {
            throw new IllegalArgumentException(
                    "saved outputs must be of a real run, but SUMCAT_PROFILE is tiny; unset it");
        }
        Path folder = home.resolve("notebooks");
        var file = NotebookFile.read(notebook);
        SavedOutputs.take(file, NotebookFile.read(ran), home.toString());
        Compute compute = Compute.of("auto");
        Dataset data = Datasets.open(Choice.AUTO, null, line -> {});
        var entry =
                new Manifest.Entry(
                        file.sourceSha256(),
                        file.outputsSha256(),
                        profile == null ? "quick" : profile,
                        file.kernel(),
                        compute.words(),
                        compute.threads(),
                        data.name(),
                        data.sha256(),
                        Versions.all(),
                        commit,
                        seconds);
        file.write(notebook);
        String name = folder.relativize(notebook).toString().replace(File.separatorChar, '/');
        Manifest.read(folder).with(name, entry).write(folder);
    }

    /** Puts our template to where Jupyter looks for one. */
    private void layOut() throws IOException {
        Path folder =
                Files.createDirectories(desk.own().resolve("nbconvert/templates").resolve(PAGE));
        for (String file : List.of("conf.json", "index.html.j2")) {
            try (InputStream in = NotebookCommand.class.getResourceAsStream("page/" + file)) {
                Files.write(folder.resolve(file), requireNonNull(in).readAllBytes());
            }
        }
    }

    /**
     * What nbconvert says of a cell that failed, without its own stack trace and without colours.
     */
    static String failure(String log) {
        String plain = Pattern.compile("\u001B\\[[0-9;]*m").matcher(log).replaceAll("");
        int cell = plain.indexOf("An error occurred while executing the following cell");
        return (cell < 0 ? plain : plain.substring(cell)).strip();
    }

    /** Waits for a program, and takes it along when we are told to stop. */
    private static int finished(Process process) throws InterruptedException {
        var stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        int status = process.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // Ctrl-C: the hook itself is running
        }
        return status;
    }

    private Path shortly(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
