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
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.device.Versions;
import org.sumcat.files.FileSignature;
import org.sumcat.files.OutputFile;
import org.sumcat.ipynb.Manifest;
import org.sumcat.ipynb.ManifestEntry;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.ipynb.SavedOutputs;
import org.sumcat.jupyter.Desk;
import org.sumcat.jupyter.Jupyter;
import org.sumcat.sweep.Slots;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.Workers;

/**
 * Headless execution of notebooks, from the first cell to the last.
 *
 * @param home the checkout
 * @param desk where Jupyter works
 * @param out the folder that was named for the pages
 * @param save whether what cells show is kept in the notebooks
 * @param jobs how many notebooks at once
 * @param overwriting what becomes of pages that are there
 */
record NotebookRuns(
        Path home, Desk desk, @Nullable Path out, boolean save, int jobs, Overwriting overwriting) {
    /** The name of our nbconvert template. */
    private static final String PAGE = "sumcat";

    /**
     * nbconvert's options that run the cells first, without a time limit. Output may arrive after
     * the message that a cell is done; by default nbconvert waits 4 s for it, and goes on without.
     */
    private static final List<String> RUNNING =
            List.of(
                    "--execute",
                    "--ExecutePreprocessor.timeout=-1",
                    "--ExecutePreprocessor.startup_timeout=300",
                    "--ExecutePreprocessor.iopub_timeout=120");

    /** Runs all notebooks, each to an HTML page; returns the exit code. */
    int all(Jupyter jupyter, List<Path> notebooks) throws IOException, InterruptedException {
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

    /** Runs every cell and writes a page; reports a failed cell with its error. */
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
        if (done && converted(log, conversion(program, ran, logs))) {
            Path page = folder.resolve(title + ".html");
            if (out != null) {
                move(logs.resolve(title + ".html"), page);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(String.format(Locale.ROOT, "%s (%.1f s)", shortly(page), seconds));
            return true;
        }
        System.err.printf(
                "%s%nerror: every cell of %s must run, but one failed (above); all is in %s%n",
                failure(Files.readString(log)), title, shortly(log));
        return false;
    }

    /** Refuses a page that is not ours before a cell is run for it. */
    private void requireOurs(Path page) {
        file(page).require("");
    }

    /** The converter writes piece by piece; at its place a page appears whole and signed. */
    private void move(Path made, Path page) throws IOException {
        file(page).write(Files.readString(made), Common::say);
        Files.delete(made);
    }

    private OutputFile file(Path page) {
        return overwriting.file("--out", page, FileSignature.HTML);
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

    /**
     * The nbconvert command for a notebook's page; runs the cells on the way unless outputs are to
     * be saved.
     */
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

    /** Saves the outputs into the notebook itself, and their origin into the manifest. */
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
                new ManifestEntry(
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

    /** Installs our template where nbconvert looks for one. */
    private void layOut() throws IOException {
        Path folder =
                Files.createDirectories(desk.own().resolve("nbconvert/templates").resolve(PAGE));
        for (String file : List.of("conf.json", "index.html.j2")) {
            try (InputStream in = NotebookRuns.class.getResourceAsStream("page/" + file)) {
                Files.write(folder.resolve(file), requireNonNull(in).readAllBytes());
            }
        }
    }

    /** nbconvert's message about a failed cell, without its own stack trace and colours. */
    static String failure(String log) {
        String plain = Pattern.compile("\u001B\\[[0-9;]*m").matcher(log).replaceAll("");
        int cell = plain.indexOf("An error occurred while executing the following cell");
        return (cell < 0 ? plain : plain.substring(cell)).strip();
    }

    /** Waits for a program, and ends it when this process is told to stop. */
    static int finished(Process process) throws InterruptedException {
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
