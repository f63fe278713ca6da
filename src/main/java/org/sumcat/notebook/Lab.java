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
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Shown;
import org.sumcat.report.Measured;
import org.sumcat.train.Run;
import org.sumcat.train.StoppedException;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.Unfinished;

/**
 * What a notebook calls: {@code Lab.start();} in its second cell, {@code Lab.show(x);} wherever
 * something is to be seen. It works alike in every Java kernel, and without one it prints.
 */
public final class Lab {
    private static final Unfinished UNFINISHED =
            new Unfinished("run this cell again", line -> System.out.println(line));

    private static @Nullable Kernel kernel;
    private static @Nullable Dataset data;

    private Lab() {}

    /** Loads the engine, says what the notebook runs on, and makes our types show themselves. */
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
     * Fashion-MNIST, found, fetched or, with neither data nor network, drawn; says which when it is
     * first asked for. With {@code SUMCAT_PROFILE=tiny} only a small part of it.
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
     * How this notebook trains: {@link Recipe#quick()}, and with {@code SUMCAT_PROFILE=full} in the
     * environment of the kernel nine epochs of all training images, for a GPU.
     */
    public static Recipe recipe() {
        return recipe(usual -> usual);
    }

    /**
     * The same with what a cell wants otherwise: {@code Lab.recipe(r -> r.withEpochs(1))}. With
     * {@code SUMCAT_PROFILE=tiny} it is still one epoch of 256 images at most.
     */
    public static Recipe recipe(UnaryOperator<Recipe> change) {
        return profile().limited(change.apply(profile().adapt(Recipe.quick())));
    }

    /**
     * What effects are measured with here: the notebook's data, found when first needed, and a line
     * that tells how far the trainings are. {@code
     * Lab.show(Effects.named("fusion").measure(Lab.setup()))}
     */
    public static Setup setup() {
        var line = new Line(kernel());
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
     * Trains a network with {@link #recipe()} on {@link #data()}, seed 1, and tells how it goes.
     * One that was stopped goes on with the epoch that it was stopped in.
     *
     * @throws StoppedException when the kernel is told to stop
     */
    public static Run train(Network network) {
        return train(List.of(network)).get(0);
    }

    /**
     * Trains networks one after the other, all alike; stopped, they go on likewise.
     *
     * @throws StoppedException when the kernel is told to stop
     */
    public static List<Run> train(List<? extends Network> networks) {
        return UNFINISHED.runAll(
                networks.stream().map(network -> Training.of(network, recipe(), data())).toList(),
                training -> training.watchedBy(live(training.network().spec())));
    }

    /**
     * Runs that come with Sumcat, compared: {@code Lab.measured("compare")} has those of the
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
                    "measured runs are read from a folder of data/measured, but there is no %s; take the whole repository, with its data"
                            .formatted(home.show(folder)));
        }
        return new Comparison(Measured.runs(folder));
    }

    /**
     * When it matters how a layer joins its input, as far as it was measured: the three networks of
     * the README at several depths, with trainings of several lengths.
     *
     * @throws IllegalArgumentException if the measured runs are not there
     */
    public static DepthMap depthMap() {
        return Measured.map(Home.find().at("data/measured/map"));
    }

    /**
     * Watches a training: a line below the cell that tells how far it is and stays with what came
     * of it. {@code Training.of(..).watchedBy(Lab.live("seed 2")).run()}
     *
     * @param label what the line begins with
     */
    public static TrainingObserver live(String label) {
        return new Live(new Line(kernel()), label, true);
    }

    /**
     * Shows a figure, a table, a finding, HTML, a picture or, failing that, the text of anything; a
     * figure or table may be any of Tablesaw's. Unlike the kernels' own {@code display} it has no
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
     * Shows a figure so that it answers to the mouse, in JupyterLab and Notebook 7 with the Python
     * package {@code plotly} and in VS Code; elsewhere as {@link #show} does. Plotly's extension
     * puts a picture of its own into the notebook when that is saved.
     *
     * @param figure of ours, or any of Tablesaw's
     * @throws IllegalArgumentException if it is no figure, or made of pictures
     */
    public static void interactive(Object figure) {
        kernel().show(Output.live(figure));
    }

    /** HTML to show; a string by itself is shown as it is. */
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

    /** For tests: the kernel to use from now on, or none to look again. */
    static synchronized void use(@Nullable Kernel other) {
        kernel = other;
    }
}
