package org.sumcat.train;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Images;
import org.sumcat.device.Cancellation;
import org.sumcat.engine.Hooks;
import org.sumcat.engine.Rules;
import org.sumcat.inference.DataLoader;
import org.sumcat.inference.Inference;
import org.sumcat.inference.Metrics;
import org.sumcat.inference.RunningStatistics;
import org.sumcat.network.Network;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.ModulePaths;
import org.sumcat.torch.Libtorch;

/** A trained network with the record of its training; closing this closes the network. */
public final class Trained implements AutoCloseable {
    private final Network network;
    private final Model model;
    private final Run run;
    private final byte @Nullable [] bestWeights;
    private final int side;
    private final Splits parts;
    private final Rules rules;
    private final ModulePaths places;

    Trained(Training training, Model model, Run run, byte @Nullable [] bestWeights, Splits parts) {
        network = training.network();
        side = training.recipe().sideFor(network);
        rules = training.rules();
        this.model = model;
        this.run = run;
        this.bestWeights = bestWeights;
        this.parts = parts;
        places = ModulePaths.of(model.getBlock(), new Shape(1, 1, side, side));
    }

    /** The description of what was trained. */
    public Network network() {
        return network;
    }

    /** The record of the training. */
    public Run run() {
        return run;
    }

    /** The network as an ordinary DJL model, closed with this. */
    public Model model() {
        return model;
    }

    /** The module paths of the network, for images of its training size. */
    public ModulePaths places() {
        return places;
    }

    /**
     * The held-out training images, to measure on without using the test set.
     *
     * @throws IllegalStateException if the recipe held out none
     */
    public Images validation() {
        Images validation = parts.validation();
        if (validation == null) {
            throw new IllegalStateException(
                    "to measure on held-out images, the recipe must hold some out, but '%s' holds"
                                    .formatted(run.recipe().name())
                            + " out none; use Recipe.withValidation");
        }
        return validation;
    }

    /** Fraction of images classified correctly, 0 to 1. */
    public double accuracy(Images images) {
        return quality(images, Hooks.on(places)).accuracy();
    }

    /**
     * Accuracy and loss on the held-out images, with hooks in the network.
     *
     * @throws IllegalStateException as {@link #validation()}
     */
    public Metrics quality(Hooks taps) {
        return quality(validation(), taps);
    }

    /** Accuracy and loss on images, with hooks in the network. */
    public Metrics quality(Images images, Hooks taps) {
        int classes = run.network().classes();
        try (DataLoader feed = new DataLoader(model.getNDManager(), images, side)) {
            var result = withoutGradients(() -> evaluation(taps).count(feed, classes));
            return new Metrics(result.confusion().accuracy(), result.loss());
        }
    }

    /**
     * Runs the network on images in evaluation mode, in their own order.
     *
     * @param taps that see or change what passes inside, batch by batch
     * @param seen gets scores {@code (N, classes)} and labels {@code (N)} of each batch, after the
     *     taps; they are closed when it returns
     */
    public void show(Images images, Hooks taps, BiConsumer<NDArray, NDArray> seen) {
        try (DataLoader feed = new DataLoader(model.getNDManager(), images, side)) {
            withoutGradients(
                    () -> {
                        evaluation(taps).show(feed, seen);
                        return null;
                    });
        }
    }

    /**
     * Re-estimates batch norm's running statistics: with the weights fixed, over one pass through
     * the training images, or as many more as make {@value RunningStatistics#STEPS} batches. Those
     * of training lag behind weights that each step changed, so a network is tested with statistics
     * of earlier weights (Wu and Johnson 2021, arXiv:2105.07576, section 3, call those of fixed
     * weights precise).
     *
     * <p>Nothing is learned, and nothing else changes. What is left to chance in training is here,
     * too: dropped features and closed gates. The weights then are no longer those of the record.
     *
     * @throws IllegalStateException if the network has no batch norm
     */
    public void renewStatistics() {
        if (!BatchNorm.isIn(model.getBlock())) {
            throw new IllegalStateException(
                    "to re-estimate batch norm's statistics, a network must have batch norm, but %s has"
                                    .formatted(run.network().spec())
                            + " none");
        }
        try (DataLoader feed = new DataLoader(model.getNDManager(), parts.train(), side)) {
            var statistics = new RunningStatistics(model.getBlock(), model.getNDManager(), rules);
            withoutGradients(
                    () -> {
                        statistics.follow(feed, run.recipe().batch());
                        return null;
                    });
        }
    }

    private Inference evaluation(Hooks taps) {
        return new Inference(model.getBlock(), model.getNDManager(), rules, taps);
    }

    /** Runs without gradients and restores the engine's switch, which belongs to the thread. */
    private static <T extends @Nullable Object> T withoutGradients(Supplier<T> work) {
        return Cancellation.whileEngineLives(
                () -> {
                    boolean gradients = Libtorch.isGradMode();
                    Libtorch.setGradMode(false);
                    try {
                        return work.get();
                    } finally {
                        Libtorch.setGradMode(gradients);
                    }
                });
    }

    /** Writes the weights as {@code Block.loadParameters} of DJL reads them. */
    public void writeWeights(OutputStream out) throws IOException {
        var data = new DataOutputStream(out);
        model.getBlock().saveParameters(data);
        data.flush();
    }

    /**
     * The weights that were best on the held-out images, in the format of {@link #writeWeights};
     * empty where none were held out, or where the last are the best.
     */
    Optional<byte[]> otherWeights() {
        Best best = run.best();
        return best == null || best.weightsSha256().equals(run.weightsSha256())
                ? Optional.empty()
                : Optional.ofNullable(bestWeights);
    }

    @Override
    public void close() {
        model.close();
    }
}
