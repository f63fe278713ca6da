package org.sumcat.effect;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sumcat.baseline.LinearProbe;
import org.sumcat.baseline.Ridge;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Look;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.data.Images;
import org.sumcat.data.Split;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.Activations;
import org.sumcat.measure.Undoing;
import org.sumcat.network.Network;
import org.sumcat.nn.ModulePaths;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.zoo.Zoo;

/**
 * Whether a layer's features can still be read from what later layers are given, when they were
 * added up and when they were put side by side. First by construction ({@link Undoing}), then by
 * linear probes on the trained networks of {@link Fusions}: one that reads the source's features
 * ({@link Ridge}), one that reads the class ({@link LinearProbe}), both from every later layer.
 *
 * @param depth weight layers of the skeletons, {@code 3n + 4}
 * @param width feature maps that a layer of the first stage makes, without or with the sum
 * @param source the place whose features are looked for, {@code conv1} or {@code stage1/2}
 * @param probe training images that the probes are fitted on, at least 50; as many held-out ones
 *     are used to judge them, where there are so many
 */
public record Information(int depth, int width, String source, int probe) implements NamedEffect {
    private static final Information USUAL = new Information(16, 8, "conv1", 400);

    /** Maps of 28, 14 and 7 pixels are brought to this. */
    private static final int SIDE = 7;

    static final EffectEntry<Information> FORM =
            EffectEntry.of(USUAL, "depth", "width", "source", "probe")
                    .named("information", "Information")
                    .asks(
                            "Can an early layer's features still be read from what later layers are given?")
                    .trains(Recipe.quick().withImages(2000).withValidation(1000).withEpochs(3), 1);

    @Override
    public EffectEntry<Information> form() {
        return FORM;
    }

    /**
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
                        "source must be a layer with another behind it, one of %s, but was '%s'"
                                .formatted(
                                        String.join(", ", places.subList(0, places.size() - 1)),
                                        source));
            }
        }
    }

    /**
     * What a probe reads of a place.
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
                    "probes are judged on held-out images, so --validation must be at least 50, but was "
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
                answer(undoing, runs, readings),
                List.of(
                        figure(
                                "Features of %s read from later layers".formatted(source),
                                "How much of the variance of the features of %s a linear probe explains from each layer behind it; 1 is a perfect recovery."
                                        .formatted(source),
                                "R2 of the source's features",
                                runs,
                                readings.stream().filter(r -> !Double.isNaN(r.r2())).toList(),
                                true),
                        figure(
                                "Class read from each layer",
                                "How many held-out images a linear probe names rightly from the mean of each feature map of a layer.",
                                "accuracy of the probe (%)",
                                runs,
                                readings,
                                false)),
                List.of(undone(undoing).table(), table(readings).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Probes",
                                ("fitted on up to %s training images, judged on up to as many held-out ones."
                                                + " For features: ridge regression between the channels at the same"
                                                + " pixel, all maps brought to %s x %s pixels by means over tiles. For"
                                                + " the class: logistic regression on the mean of each map")
                                        .formatted(probe, SIDE, SIDE)));
    }

    /** What comes out of the stem, of each layer and of each transition. */
    private static List<String> places(Network network) {
        var places = ModulePaths.of(network.build(10), new Shape(1).addAll(network.input()));
        return places.all().stream()
                .map(ModulePaths.Place::address)
                .filter(address -> address.matches("conv1|trans\\d|stage\\d/\\d+"))
                .toList();
    }

    private List<Reading> readings(Trained trained, Setup setup, Recipe recipe) {
        Images all = setup.data().train();
        var split = Split.of(all, recipe.validation(), trained.run().seed());
        Images fit = all.select(split.train()).first(probe);
        Images judge = trained.validation().first(probe);
        var places = places(Zoo.network(trained.run().network().spec()));
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

    /** Of each image the mean over its pixels. */
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

    private static Chart figure(
            String title,
            String text,
            String measure,
            List<Run> runs,
            List<Reading> readings,
            boolean r2) {
        var series =
                runs.stream()
                        .map(run -> run.network().spec())
                        .distinct()
                        .map(spec -> new Series(spec, look(spec, runs), points(spec, readings, r2)))
                        .toList();
        return Style.figure(
                title,
                text,
                Style.count("place, from the image to the scores"),
                Style.measure(measure),
                series);
    }

    private static Look look(String spec, List<Run> runs) {
        var own =
                runs.stream()
                        .map(Run::network)
                        .filter(network -> network.spec().equals(spec))
                        .findFirst()
                        .orElseThrow();
        var alike =
                runs.stream()
                        .map(Run::network)
                        .filter(network -> Zoo.fusion(network) == Zoo.fusion(own))
                        .map(network -> network.spec())
                        .distinct()
                        .toList();
        return new Look(Zoo.fusion(own), alike.indexOf(spec));
    }

    /** The mean over the seeds, and the range of them. */
    private static List<Point> points(String spec, List<Reading> readings, boolean r2) {
        return readings.stream()
                .filter(r -> r.run().network().spec().equals(spec))
                .collect(Collectors.groupingBy(Reading::number, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(
                        seeds -> {
                            var over =
                                    seeds.stream()
                                            .mapToDouble(r -> r2 ? r.r2() : 100 * r.accuracy())
                                            .summaryStatistics();
                            return new Point(
                                    seeds.get(0).number(),
                                    over.getAverage(),
                                    over.getMin(),
                                    over.getMax(),
                                    0,
                                    seeds.get(0).place());
                        })
                .toList();
    }

    private static Rows<Reading> table(List<Reading> readings) {
        return Rows.of("Probes", readings)
                .text("network", r -> r.run().network().spec())
                .whole("seed", r -> r.run().seed())
                .text("place", Reading::place)
                .whole("channels", Reading::channels)
                .number("R2 of the source's features", 4, Reading::r2)
                .number("accuracy of the class probe (%)", 1, r -> 100 * r.accuracy());
    }

    /** A line of what the construction shows. */
    private record Line(String of, double value) {}

    private static Rows<Line> undone(Undoing undoing) {
        return Rows.of(
                        "Image and mirror image",
                        Stream.of(
                                        new Line("the two inputs x and mirror(x)", undoing.apart()),
                                        new Line(
                                                "their sums x + F(x), F the mirror",
                                                undoing.sumApart()),
                                        new Line(
                                                "their concatenations [x, F(x)]",
                                                undoing.concatApart()),
                                        new Line(
                                                "x and the first slice of [x, F(x)]",
                                                undoing.sliceOff()))
                                .toList())
                .text("between", Line::of)
                .number("largest difference (share of white)", 6, Line::value);
    }

    private String answer(Undoing undoing, List<Run> runs, List<Reading> readings) {
        var sentences = new ArrayList<String>();
        sentences.add(
                undoing.sumApart() == 0 && undoing.apart() > 0
                        ? String.format(
                                Locale.ROOT,
                                "A sum cannot be undone: %,d images and their mirror images, which differ, have the same sums with F(x) = mirror(x)",
                                undoing.images())
                        : String.format(
                                Locale.ROOT,
                                "The sums of %,d images and their mirror images differ by up to %s",
                                undoing.images(),
                                number(undoing.sumApart())));
        sentences.add(
                undoing.sliceOff() == 0
                        ? "a slice of the concatenation gives every image back, bit by bit"
                        : "a slice of the concatenation is off by up to "
                                + number(undoing.sliceOff()));
        String last = readings.get(readings.size() - 1).place();
        var kept =
                runs.stream()
                        .map(run -> run.network().spec())
                        .distinct()
                        .map(spec -> "%s %s".formatted(spec, number(r2At(spec, last, readings))))
                        .toList();
        return String.join("; ", sentences)
                + ". In the trained networks a linear probe explains of the features of %s, from %s: %s (R2)."
                        .formatted(source, last, String.join(", ", kept));
    }

    private static double r2At(String spec, String place, List<Reading> readings) {
        return Arrays.stream(
                        readings.stream()
                                .filter(r -> r.run().network().spec().equals(spec))
                                .filter(r -> r.place().equals(place))
                                .mapToDouble(Reading::r2)
                                .toArray())
                .average()
                .orElseThrow();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
