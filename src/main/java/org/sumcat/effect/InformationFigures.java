package org.sumcat.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.effect.Information.Reading;
import org.sumcat.measure.Undoing;
import org.sumcat.palette.Look;
import org.sumcat.render.Rows;
import org.sumcat.train.Run;
import org.sumcat.zoo.Zoo;

/** Figures of recoverability by layer, for the settings of {@link Information}. */
record InformationFigures(String source) {

    static Chart figure(
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

    static Look look(String spec, List<Run> runs) {
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

    /** The mean over the seeds, with their range. */
    static List<Point> points(String spec, List<Reading> readings, boolean r2) {
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

    static Rows<Reading> table(List<Reading> readings) {
        return Rows.of("Probes", readings)
                .text("network", r -> r.run().network().spec())
                .whole("seed", r -> r.run().seed())
                .text("place", Reading::place)
                .whole("channels", Reading::channels)
                .number("R2 of the source's features", 4, Reading::r2)
                .number("accuracy of the class probe (%)", 1, r -> 100 * r.accuracy());
    }

    /** A row of the results by construction. */
    private record NamedValue(String of, double value) {}

    static Rows<NamedValue> undone(Undoing undoing) {
        return Rows.of(
                        "Image and mirror image",
                        Stream.of(
                                        new NamedValue(
                                                "the two inputs x and mirror(x)", undoing.apart()),
                                        new NamedValue(
                                                "their sums x + F(x), F the mirror",
                                                undoing.sumApart()),
                                        new NamedValue(
                                                "their concatenations [x, F(x)]",
                                                undoing.concatApart()),
                                        new NamedValue(
                                                "x and the first slice of [x, F(x)]",
                                                undoing.sliceOff()))
                                .toList())
                .text("between", NamedValue::of)
                .number("largest difference (share of white)", 6, NamedValue::value);
    }

    String answer(Undoing undoing, List<Run> runs, List<Reading> readings) {
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
                        ? "a slice of the concatenation gives every image back, bit for bit"
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
                + ". In the trained networks, the fraction of the variance of the features of %s that a linear probe explains (R2), from %s: %s."
                        .formatted(source, last, String.join(", ", kept));
    }

    static double r2At(String spec, String place, List<Reading> readings) {
        return Arrays.stream(
                        readings.stream()
                                .filter(r -> r.run().network().spec().equals(spec))
                                .filter(r -> r.place().equals(place))
                                .mapToDouble(Reading::r2)
                                .toArray())
                .average()
                .orElseThrow();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
