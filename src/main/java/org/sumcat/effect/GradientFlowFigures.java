package org.sumcat.effect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.effect.GradientFlow.Member;
import org.sumcat.effect.GradientFlow.NormHistory;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Rows;

/** Figures of gradients and losses of trained networks, for the depths of {@link GradientFlow}. */
record GradientFlowFigures(List<Integer> depths) {

    static Map<Fusion, List<NormHistory>> byJoin(List<NormHistory> flows) {
        return flows.stream()
                .collect(groupingBy(f -> f.member().join(), LinkedHashMap::new, toList()));
    }

    static String name(Fusion join) {
        return switch (join) {
            case NONE -> "plain";
            case SUM -> "ResNet (sum)";
            default -> "DenseNet (concat)";
        };
    }

    /**
     * Gradient norm over position in the network, in the first epoch, when all networks are still
     * alike.
     */
    static Chart flow(int depth, List<NormHistory> all, int epochs) {
        var series =
                byJoin(all.stream().filter(f -> f.member().depth() == depth).toList())
                        .entrySet()
                        .stream()
                        .map(
                                e ->
                                        new Series(
                                                name(e.getKey()),
                                                new Look(e.getKey(), 0),
                                                layers(e.getValue())))
                        .toList();
        return Style.figure(
                "Weight gradients at depth " + depth,
                "The norm of each layer's gradient in the first of %s epochs, from the image (left) to the scores (right). A line that falls to the left is a gradient that fades on its way back, one that rises a gradient that grows."
                        .formatted(epochs),
                Style.count("weight layer, in the order in which they run"),
                Style.powers("gradient norm (loss in nats per unit of weight)"),
                series);
    }

    static List<Point> layers(List<NormHistory> seeds) {
        var points = new ArrayList<Point>();
        for (int layer = 1; layer <= seeds.get(0).layers(); layer++) {
            int here = layer;
            points.add(point(layer, seeds.stream().mapToDouble(f -> f.norm(1, here)).toArray()));
        }
        return points;
    }

    /** The mean over the seeds, with their range. */
    static Point point(int x, double[] values) {
        var over = Arrays.stream(values).summaryStatistics();
        return new Point(
                x,
                over.getAverage(),
                over.getMin(),
                over.getMax(),
                0,
                "%s seed%s".formatted(values.length, values.length == 1 ? "" : "s"));
    }

    /** The gradient ratio over the epochs, of the deepest networks only. */
    Chart reach(List<NormHistory> all, int epochs) {
        int deepest = depths.get(depths.size() - 1);
        var series = new ArrayList<Series>();
        byJoin(all.stream().filter(f -> f.member().depth() == deepest).toList())
                .forEach(
                        (join, flows) -> {
                            var points = new ArrayList<Point>();
                            for (int epoch = 1; epoch <= epochs; epoch++) {
                                int now = epoch;
                                points.add(
                                        point(
                                                epoch,
                                                flows.stream()
                                                        .mapToDouble(f -> f.ratio(now))
                                                        .toArray()));
                            }
                            series.add(new Series(name(join), new Look(join, 0), points));
                        });
        return Style.figure(
                "First over last gradient at depth " + deepest,
                "The first layer's gradient norm over that of the last convolution, epoch by epoch: 1 is a gradient that arrives as it left, less is one that fades, more one that grows.",
                Style.count("epoch"),
                Style.powers("first over last gradient norm"),
                series);
    }

    Chart degradation(List<NormHistory> all) {
        var series = new ArrayList<Series>();
        byJoin(all)
                .forEach(
                        (join, flows) ->
                                series.add(
                                        new Series(
                                                name(join),
                                                new Look(join, 0),
                                                depths.stream()
                                                        .map(
                                                                depth ->
                                                                        point(
                                                                                depth,
                                                                                losses(
                                                                                        flows,
                                                                                        depth)))
                                                        .toList())));
        return Style.figure(
                "Training loss over depth",
                "The loss on the training images in the last epoch. Where it rises with the depth, the deeper network is not overfitted but learns worse: degradation.",
                Style.count("depth (weight layers of plain network and ResNet)"),
                Style.measure("training loss (nats)"),
                series);
    }

    static double[] losses(List<NormHistory> flows, int depth) {
        return flows.stream()
                .filter(f -> f.member().depth() == depth)
                .mapToDouble(f -> f.run().last().trainLoss())
                .toArray();
    }

    static Rows<Member> summary(List<Member> members, List<NormHistory> flows) {
        return Rows.of("Depth, gradient and loss", members)
                .text("network", m -> m.network().spec())
                .whole("depth", Member::depth)
                .whole("parameters", m -> of(m, flows).get(0).run().network().parameters())
                .number(
                        "first over last gradient norm, epoch 1",
                        4,
                        m -> mean(of(m, flows).stream().mapToDouble(f -> f.ratio(1)).toArray()))
                .number("training loss (nats)", 3, m -> mean(losses(of(m, flows), m.depth())))
                .number(
                        "test accuracy (%)",
                        1,
                        m ->
                                100
                                        * mean(
                                                of(m, flows).stream()
                                                        .mapToDouble(f -> f.run().testAccuracy())
                                                        .toArray()));
    }

    static List<NormHistory> of(Member member, List<NormHistory> flows) {
        return flows.stream().filter(f -> f.member().equals(member)).toList();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    String answer(List<NormHistory> flows) {
        int deepest = depths.get(depths.size() - 1);
        var sentences = new ArrayList<String>();
        byJoin(flows.stream().filter(f -> f.member().depth() == deepest).toList())
                .forEach(
                        (join, seeds) ->
                                sentences.add(
                                        "in the %s it is %s times that of the last"
                                                .formatted(
                                                        join == Fusion.NONE
                                                                ? "plain network"
                                                                : name(join),
                                                        number(
                                                                mean(
                                                                        seeds.stream()
                                                                                .mapToDouble(
                                                                                        f ->
                                                                                                f
                                                                                                        .ratio(
                                                                                                                1))
                                                                                .toArray())))));
        return "At depth %s the gradient of the first layer, in the first epoch: %s."
                        .formatted(deepest, String.join("; ", sentences))
                + losses(flows);
    }

    String losses(List<NormHistory> flows) {
        if (depths.size() < 2) {
            return "";
        }
        int least = depths.get(0);
        int most = depths.get(depths.size() - 1);
        var parts = new ArrayList<String>();
        byJoin(flows)
                .forEach(
                        (join, each) ->
                                parts.add(
                                        "%s %s and %s"
                                                .formatted(
                                                        name(join),
                                                        number(mean(losses(each, least))),
                                                        number(mean(losses(each, most))))));
        return " Training loss at depth %s and at %s: %s."
                .formatted(least, most, String.join(", ", parts));
    }

    static String number(double value) {
        return String.format(
                Locale.ROOT, value < 0.1 ? "%.4f" : value < 1000 ? "%.2f" : "%,.0f", value);
    }
}
