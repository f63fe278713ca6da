package org.sumcat.notebook;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.DepthMap;
import org.sumcat.data.Choice;
import org.sumcat.data.Dataset;
import org.sumcat.data.Datasets;
import org.sumcat.data.Home;
import org.sumcat.device.Compute;
import org.sumcat.device.EngineSettings;
import org.sumcat.device.StoppedException;
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Shown;
import org.sumcat.report.Measured;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.Unfinished;

/**
 * The functions for notebooks: {@code Lab.start();} in the second cell, {@code Lab.show(x);}
 * wherever something is to be shown. It works alike in every Java kernel, and without one it
 * prints.
 */
public final class Lab {
    private static final Unfinished UNFINISHED =
            new Unfinished("run this cell again", line -> System.out.println(line));

    private static @Nullable Kernel kernel;
    private static @Nullable Dataset data;

    private Lab() {}

    /** Loads the engine, prints what the notebook runs on, and registers our types for display. */
    public static void start() {
        Kernel host = kernel();
        host.register();
        if (!(host instanceof Console || host instanceof Rapaio)) { // our launcher did it there
            Signals.endWithJupyter();
        }
        Optional<String> missing = EngineSettings.apply();
        Compute compute = Compute.of("auto");
        Engine engine = Engine.getInstance();
        System.out.println(
                "Sumcat on Java %s, %s; %s %s on %s, %s threads"
                        .formatted(
                                Runtime.version().feature(),
                                host.name(),
                                engine.getEngineName(),
                                engine.getVersion(),
                                engine.defaultDevice().isGpu() ? "GPU" : "CPU",
                                compute.threads()));
        if (profile() != Profile.QUICK) {
            System.out.println("SUMCAT_PROFILE=" + profile());
        }
        missing.ifPresent(System.out::println);
        host.remark().ifPresent(System.out::println);
    }

    /**
     * Fashion-MNIST, found or downloaded, or a drawn stand-in with neither data nor network;
     * reports which one on first use. With {@code SUMCAT_PROFILE=tiny} only a small part of it.
     *
     * @throws StoppedException when the kernel is told to stop while it is fetched
     */
    public static synchronized Dataset data() {
        if (data == null) {
            try {
                data = profile().adapt(Datasets.open(Choice.AUTO, null, System.out::println));
            } catch (CancellationException e) {
                throw new StoppedException(String.valueOf(e.getMessage()));
            }
        }
        return data;
    }

    /**
     * The training recipe of this notebook: {@link Recipe#quick()}, and with {@code
     * SUMCAT_PROFILE=full} in the environment of the kernel nine epochs of all training images, for
     * a GPU.
     */
    public static Recipe recipe() {
        return recipe(usual -> usual);
    }

    /**
     * The notebook's recipe with changes: {@code Lab.recipe(r -> r.withEpochs(1))}. With {@code
     * SUMCAT_PROFILE=tiny} it is still one epoch of 256 images at most.
     */
    public static Recipe recipe(UnaryOperator<Recipe> change) {
        return profile().limited(change.apply(profile().adapt(Recipe.quick())));
    }

    /**
     * The environment for effects in a notebook: its data, opened when first needed, and a progress
     * line. {@code Lab.show(Effects.named("fusion").measure(Lab.setup()))}
     */
    public static Setup setup() {
        var line = new OutputLine(kernel());
        var setup =
                Setup.of(Lab::data, () -> Compute.of("auto"))
                        .saying(line::lasting)
                        .watchedBy(
                                turn -> {
                                    if (turn.run() == 1) {
                                        line.moveOn();
                                    }
                                    return new Live(line, turn.toString(), false);
                                });
        return profile().adapt(setup);
    }

    /**
     * Trains a network with {@link #recipe()} on {@link #data()}, seed 1, and shows its progress.
     * One that was stopped resumes with the epoch that it was stopped in.
     *
     * @throws StoppedException when the kernel is told to stop
     */
    public static Run train(Network network) {
        return train(List.of(network)).get(0);
    }

    /**
     * Trains networks one after the other with equal settings; a stopped series resumes where it
     * was.
     *
     * @throws StoppedException when the kernel is told to stop
     */
    public static List<Run> train(List<? extends Network> networks) {
        return UNFINISHED.runAll(
                networks.stream().map(network -> Training.of(network, recipe(), data())).toList(),
                training -> training.watchedBy(live(training.network().spec())));
    }

    /**
     * A comparison of runs that come with Sumcat: {@code Lab.measured("compare")} has those of the
     * README.
     *
     * @param name a folder of {@code data/measured}
     * @throws IllegalArgumentException if there is none of that name, or its runs cannot be
     *     compared
     */
    public static Comparison measured(String name) {
        Home home = Home.find();
        Path folder = home.at("data/measured").resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "measured runs are read from a folder of data/measured, but there is no %s; use the whole repository, with its data"
                            .formatted(home.show(folder)));
        }
        return new Comparison(Measured.runs(folder));
    }

    /**
     * The measured effect of depth and training length on the choice between sum and concatenation:
     * the three networks of the README at several depths, with trainings of several lengths.
     *
     * @throws IllegalArgumentException if the measured runs are not there
     */
    public static DepthMap depthMap() {
        return Measured.map(Home.find().at("data/measured/map"));
    }

    /**
     * A live progress line below the cell, which ends with the result. {@code
     * Training.of(..).watchedBy(Lab.live("seed 2")).run()}
     *
     * @param label what the line begins with
     */
    public static TrainingObserver live(String label) {
        return new Live(new OutputLine(kernel()), label, true);
    }

    /**
     * Shows a figure, a table, a finding, HTML, a picture or, failing that, any object's text;
     * figures and tables may be Tablesaw's. Unlike the kernels' own {@code display} it has no
     * value, so nothing else appears below the cell.
     *
     * @throws IllegalArgumentException if it is a figure that cannot be drawn: a pie
     */
    public static void show(@Nullable Object value) {
        if (value instanceof Shown shown) {
            shown.parts().forEach(part -> kernel().show(Output.of(part)));
        } else {
            kernel().show(Output.of(value));
        }
    }

    /**
     * Shows an interactive figure in JupyterLab and Notebook 7 with the Python package {@code
     * plotly} and in VS Code; elsewhere the same as {@link #show}. Plotly's extension puts a
     * picture of its own into the notebook when that is saved.
     *
     * @param figure of ours, or any of Tablesaw's
     * @throws IllegalArgumentException if it is no figure, or made of pictures
     */
    public static void interactive(Object figure) {
        kernel().show(Output.live(figure));
    }

    /** Wraps HTML for display; a plain string would be shown as text. */
    public static Shown html(String html) {
        return () -> Map.of("text/html", html, "text/plain", html.replaceAll("<[^>]*>", ""));
    }

    private static Profile profile() {
        return Profile.named(System.getenv("SUMCAT_PROFILE"));
    }

    private static synchronized Kernel kernel() {
        if (kernel == null) {
            kernel = Kernel.atHand();
        }
        return kernel;
    }

    /** Sets the kernel, for tests; null to detect it again. */
    static synchronized void use(@Nullable Kernel other) {
        kernel = other;
    }
}
