package org.sumcat.classroom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Folder;
import org.sumcat.jupyter.Desk;
import org.sumcat.jupyter.InstalledKernels;
import org.sumcat.jupyter.Jupyter;
import org.sumcat.jupyter.KernelInstallation;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ResultFolders;
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
                    "with --run: the folder for the HTML, created if needed; default target/notebooks")
    private @Nullable Path out;

    @Option(
            names = "--save",
            description = "with --run: save the outputs in the notebooks, for readers")
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

    /** Read by {@code Main}, which reports errors. */
    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    private final Path home;
    private final Desk desk;
    private final InstalledKernels installed;

    NotebookCommand() {
        this(ResultFolders.home().toAbsolutePath(), InstalledKernels.ofThisUser());
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
        return run
                ? new NotebookRuns(home, desk, out, save, jobs, overwriting).all(jupyter, notebooks)
                : open(jupyter, notebooks);
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

    /** The notebooks named on the command line, or all if none is named. */
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
        return NotebookRuns.finished(desk.process(command).inheritIO().start());
    }

    /** The one thing that Jupyter opens: the named notebook, or else the folder with all. */
    static Path opened(int named, List<Path> notebooks, Path folder) {
        return named == 1 ? notebooks.get(0) : folder;
    }
}
