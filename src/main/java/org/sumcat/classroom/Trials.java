package org.sumcat.classroom;

import static java.util.Objects.requireNonNull;

import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sumcat.course.Trial;
import org.sumcat.device.Compute;
import org.sumcat.ipynb.NotebookFile;
import org.sumcat.jupyter.KernelSpec;
import org.sumcat.marking.AnswerJvm;
import org.sumcat.marking.Confinement;
import org.sumcat.marking.Limits;
import org.sumcat.terminal.ResultFolders;

/** The exercises of this checkout, and the process in which this machine runs answers. */
final class Trials {
    private Trials() {}

    /** The exercises of the named notebooks; of all that have any if none is named. */
    static List<Trial> of(List<String> names) {
        var lessons = new Lessons(ResultFolders.home().toAbsolutePath().resolve("notebooks"));
        var trials = new ArrayList<Trial>();
        for (Path notebook : names.isEmpty() ? lessons.all() : lessons.named(names)) {
            var trial = new Trial(Lessons.title(notebook), NotebookFile.read(notebook));
            if (!trial.exercises().isEmpty()) {
                trials.add(trial);
            }
        }
        return trials;
    }

    /**
     * A Java process like this one, which isolates answers as well as the system allows.
     *
     * @param hidden what they are not to read, beside the checkout and the owner's own folders
     */
    static AnswerJvm machine(Limits limits, List<Path> hidden)
            throws IOException, InterruptedException {
        Path home = ResultFolders.home().toAbsolutePath().normalize();
        KernelSpec like = KernelSpec.likeThisProgram(library(home));
        Path engine = engine();
        var environment = new TreeMap<>(like.environment());
        environment.put("SUMCAT_PROFILE", "tiny");
        environment.put("DJL_CACHE_DIR", engine.toString());
        String data = System.getenv("SUMCAT_DATA");
        if (data != null) {
            environment.put("SUMCAT_DATA", Path.of(data).toAbsolutePath().toString());
        }
        var secret = new ArrayList<>(hidden);
        secret.addAll(
                List.of(
                        home,
                        engine,
                        Path.of(System.getProperty("user.home")),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        Path.of("/home"),
                        Path.of("/root"),
                        Path.of("/tmp"),
                        Path.of("/var/tmp"),
                        Path.of("/dev/shm"))); // where everyone may write, and so leave word
        var kept = new ArrayList<Path>();
        kept.add(Path.of(System.getProperty("java.home")));
        kept.add(like.jar());
        kept.add(like.jar().resolveSibling("lib"));
        kept.addAll(files(engine)); // file by file: the folders may be closed for other users
        kept.add(home.resolve("data/fashion-mnist"));
        kept.add(home.resolve("../shared/data/fashion-mnist"));
        if (data != null) {
            kept.add(Path.of(data).toAbsolutePath());
        }
        return new AnswerJvm(
                like.java().toString(),
                like.options(),
                Map.copyOf(environment),
                like.jar().toString(),
                limits,
                Confinement.strongest(secret, kept, like.java(), like.jar()));
    }

    /** The jar or classes that this program runs from, unaffected by later builds. */
    private static Path library(Path home) {
        Path own = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
        return own.endsWith("sumcat.jar")
                ? own.toAbsolutePath().normalize()
                : home.resolve("target/sumcat.jar");
    }

    /** DJL's folder of the engine, downloaded now because answers have no network. */
    private static Path engine() {
        Path folder = requireNonNull(Utils.getEngineCacheDir("PyTorch").getParent());
        if (files(folder).isEmpty()) {
            Compute.gpus(); // and the engine is there
        }
        return folder;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
