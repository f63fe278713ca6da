package org.sumcat.effect;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.sumcat.baseline.LinearProbe;
import org.sumcat.baseline.Ridge;
import org.sumcat.data.Images;
import org.sumcat.data.Split;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.Activations;
import org.sumcat.measure.Undoing;
import org.sumcat.network.Network;
import org.sumcat.nn.ModulePath;
import org.sumcat.nn.ModulePaths;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;

/**
 * Recoverability of a layer's features from the inputs of later layers, after additions and after
 * concatenations. First by construction ({@link Undoing}), then by linear probes on the trained
 * networks of {@link Fusions}: one that reads the source's features ({@link Ridge}), one that reads
 * the class ({@link LinearProbe}), both from every later layer.
 *
 * @param depth weight layers of the skeletons, {@code 3n + 4}
 * @param width feature maps that a layer of the first stage makes, without or with the sum
 * @param source the place whose features are looked for, {@code conv1} or {@code stage1/2}
 * @param probe training images that the probes are fitted on, at least 50; as many held-out ones
 *     are used to judge them, where there are so many
 */
public record Information(int depth, int width, String source, int probe) implements NamedEffect {
    private static final Information USUAL = new Information(16, 8, "conv1", 400);

    /** The side in pixels to which maps of 28, 14 and 7 pixels are reduced. */
    private static final int SIDE = 7;

    static final EffectEntry<Information> FORM =
            EffectEntry.of(USUAL, "depth", "width", "source", "probe")
                    .named("information", "Information")
                    .asks(
                            "Can an early layer's features still be recovered from the inputs of later layers?")
                    .trains(Recipe.quick().withImages(2000).withValidation(1000).withEpochs(3), 1);

    @Override
    public EffectEntry<Information> form() {
        return FORM;
    }

    /**
     * Checks the settings, including the layer and the number of images.
     *
     * @throws IllegalArgumentException if there are no such skeletons, no such place in them, none
     *     behind it, or too few images for a probe
     */
    public Information {
        if (probe < 50) {
            throw new IllegalArgumentException(
                    "probe must be at least 50 images, but was " + probe);
        }
        for (Network network : Fusions.rivals(depth, width)) {
            List<String> places = places(network);
            if (!places.contains(source) || places.indexOf(source) == places.size() - 1) {
                throw new IllegalArgumentException(
                        "source must be a layer with another after it, one of %s, but was '%s'"
                                .formatted(
                                        String.join(", ", places.subList(0, places.size() - 1)),
                                        source));
            }
        }
    }

    /**
     * The result of a probe at one place.
     *
     * @param number of the place, from 1
     * @param channels that it has to read from
     * @param r2 of the source's features, NaN at the source itself and before
     * @param accuracy of the class, 0 to 1
     */
    record Reading(Run run, int number, String place, int channels, double r2, double accuracy) {}

    @Override
    public Finding measure(Setup setup) {
        var undoing = Undoing.of(setup.data().test().first(1000));
        var protocol = setup.protocol(this);
        if (protocol.recipe().validation() < 50) {
            throw new IllegalArgumentException(
                    "probes are tested on held-out images, so --validation must be at least 50, but was "
                            + protocol.recipe().validation());
        }
        var networks = Fusions.rivals(depth, width);
        var readings =
                setup
                        .train(
                                setup.trainings(networks, protocol),
                                trained -> readings(trained, setup, protocol.recipe()))
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        var runs = readings.stream().map(Reading::run).distinct().toList();
        return finding(
                new InformationFigures(source).answer(undoing, runs, readings),
                List.of(
                        InformationFigures.figure(
                                "Features of %s read from later layers".formatted(source),
                                "Fraction of the variance of the features of %s that a linear probe explains from each later layer; 1 is a perfect recovery."
                                        .formatted(source),
                                "R2 of the source's features",
                                runs,
                                readings.stream().filter(r -> !Double.isNaN(r.r2())).toList(),
                                true),
                        InformationFigures.figure(
                                "Class read from each layer",
                                "Accuracy on held-out images of a linear probe on the mean of each feature map of a layer.",
                                "accuracy of the probe (%)",
                                runs,
                                readings,
                                false)),
                List.of(
                        InformationFigures.undone(undoing).table(),
                        InformationFigures.table(readings).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Probes",
                                ("fitted on up to %s training images, tested on up to as many held-out ones. For features: ridge regression between the channels at the same pixel, all maps averaged over tiles to %s x %s pixels. For"
                                                + " the class: logistic regression on the mean of each map")
                                        .formatted(probe, SIDE, SIDE)));
    }

    /** The outputs of the stem, of each layer and of each transition. */
    private static List<String> places(Network network) {
        var places = ModulePaths.of(network.build(10), new Shape(1).addAll(network.input()));
        return places.all().stream()
                .map(ModulePath::address)
                .filter(address -> address.matches("conv1|trans\\d|stage\\d/\\d+"))
                .toList();
    }

    private List<Reading> readings(Trained trained, Setup setup, Recipe recipe) {
        Images all = setup.data().train();
        var split = Split.of(all, recipe.validation(), trained.run().seed());
        Images fit = all.select(split.train()).first(probe);
        Images judge = trained.validation().first(probe);
        var places = places(trained.network());
        var fitted = Activations.at(trained, fit, places, SIDE);
        var judged = Activations.at(trained, judge, places, SIDE);
        var readings = new ArrayList<Reading>();
        double[][] to = at(source, fitted);
        double[][] judgedTo = at(source, judged);
        for (int i = 0; i < places.size(); i++) {
            String place = places.get(i);
            double[][] from = at(place, fitted);
            double[][] judgedFrom = at(place, judged);
            boolean behind = i > places.indexOf(source);
            readings.add(
                    new Reading(
                            trained.run(),
                            i + 1,
                            place,
                            from[0].length,
                            behind ? Ridge.fit(from, to).r2(judgedFrom, judgedTo) : Double.NaN,
                            LinearProbe.fit(
                                            means(from),
                                            labels(fit),
                                            setup.data().classes(),
                                            trained.run().seed())
                                    .accuracy(means(judgedFrom), labels(judge))));
        }
        return readings;
    }

    private static double[][] at(String place, Map<String, double[][]> activations) {
        return Objects.requireNonNull(activations.get(place)); // all of them were asked for
    }

    private static List<Integer> labels(Images images) {
        return IntStream.range(0, images.count()).mapToObj(images::label).toList();
    }

    /** The mean over the pixels of each image. */
    private static double[][] means(double[][] pixels) {
        int each = SIDE * SIDE;
        var means = new double[pixels.length / each][pixels[0].length];
        for (int row = 0; row < pixels.length; row++) {
            for (int channel = 0; channel < pixels[row].length; channel++) {
                means[row / each][channel] += pixels[row][channel] / each;
            }
        }
        return means;
    }
}
