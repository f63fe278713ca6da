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
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Look;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.GradientNorms;
import org.sumcat.measure.GradientNorms.Norm;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.ResNetCifar;
import org.sumcat.zoo.Shortcut;

/**
 * How far the gradient reaches back in a plain network, a ResNet and a DenseNet as they get deeper,
 * and whether the deeper plain network learns worse even on its training images: the degradation of
 * He et al. 2015 (arXiv:1512.03385, section 1 and Chart 6).
 *
 * <p>All of them have batch norm. With it the gradient of a deep plain network need not fade: at
 * the start of training it can grow from layer to layer on its way back, to the point where the
 * network does not learn (Yang et al. 2019, arXiv:1902.08129, "A Mean Field Theory of Batch
 * Normalization"). The figure says which it was.
 *
 * <p>Plain network and ResNet are the same layers, with and without the shortcut (which is shortcut
 * A and has no weights). The DenseNet has as many 3x3 convolutions in each stage, and two
 * transitions more.
 *
 * @param depths weight layers of plain network and ResNet, {@code 6n + 2}, one to four, rising
 * @param width feature maps of their first stage
 * @param growth of the DenseNet
 */
public record GradientFlow(List<Integer> depths, int width, int growth) implements NamedEffect {
    private static final GradientFlow USUAL = new GradientFlow(List.of(20, 56, 110), 4, 2);

    static final EffectEntry<GradientFlow> FORM =
            EffectEntry.of(USUAL, "depths", "width", "growth")
                    .named("gradient-flow", "Gradient flow")
                    .asks(
                            "How far does the gradient reach back as networks get deeper, and do they still learn?")
                    .trains(
                            Recipe.quick()
                                    .withImages(512)
                                    .withValidation(0)
                                    .withBatch(32)
                                    .withRate(0.05f)
                                    .withSide(14)
                                    .withEpochs(3),
                            1);

    @Override
    public EffectEntry<GradientFlow> form() {
        return FORM;
    }

    /** A network of one kind and depth. */
    private record Member(Fusion join, int depth, Network network) {}

    /** What one training showed. */
    private record Flow(Member member, Run run, List<Norm> norms) {
        double norm(int epoch, int layer) {
            return norms.stream()
                    .filter(n -> n.epoch() == epoch && n.layer() == layer)
                    .mapToDouble(Norm::norm)
                    .findFirst()
                    .orElseThrow();
        }

        int layers() {
            return norms.stream().mapToInt(Norm::layer).max().orElseThrow();
        }

        /** The first layer's gradient over the last but one's: the last is not a convolution. */
        double ratio(int epoch) {
            return norm(epoch, 1) / norm(epoch, layers() - 1);
        }
    }

    public GradientFlow {
        depths = List.copyOf(depths);
        if (depths.isEmpty()
                || depths.size() > 4
                || !depths.stream().sorted().distinct().toList().equals(depths)) {
            throw new IllegalArgumentException(
                    "depths must be from one to four, rising, but were " + depths);
        }
        depths.forEach(depth -> members(depth, width, growth)); // refuses what none can be
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        var flows = new ArrayList<Flow>();
        var watched = new ArrayList<GradientNorms>();
        var trainings = new ArrayList<Training>();
        var members = depths.stream().flatMap(d -> members(d, width, growth).stream()).toList();
        var each = new ArrayList<Member>();
        for (Member member : members) {
            for (long seed : protocol.eachSeed()) {
                var norms = new GradientNorms();
                watched.add(norms);
                each.add(member);
                trainings.add(
                        setup.training(member.network(), protocol.recipe(), seed).watchedBy(norms));
            }
        }
        var runs = setup.train(trainings, trained -> trained.run());
        for (int i = 0; i < runs.size(); i++) {
            flows.add(new Flow(each.get(i), runs.get(i), watched.get(i).norms()));
        }
        int epochs = protocol.recipe().epochs();
        var figures = new ArrayList<Illustration>();
        depths.forEach(depth -> figures.add(flow(depth, flows, epochs)));
        figures.add(reach(flows, epochs));
        if (depths.size() > 1) {
            figures.add(degradation(flows));
        }
        return finding(
                answer(flows),
                figures,
                List.of(summary(members, flows).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Gradient",
                                "the Euclidean norm for each layer's kernels, mean over up to %s steps of each epoch"
                                        .formatted(GradientNorms.LOOKS)));
    }

    private static List<Member> members(int depth, int width, int growth) {
        return List.of(
                new Member(Fusion.NONE, depth, new ResNetCifar(depth, width, Shortcut.NONE, 1)),
                new Member(Fusion.SUM, depth, new ResNetCifar(depth, width, Shortcut.A, 1)),
                new Member(Fusion.CONCAT, depth, DenseNet.plain(depth + 2, growth)));
    }

    private static Map<Fusion, List<Flow>> byJoin(List<Flow> flows) {
        return flows.stream()
                .collect(groupingBy(f -> f.member().join(), LinkedHashMap::new, toList()));
    }

    private static String name(Fusion join) {
        return switch (join) {
            case NONE -> "plain";
            case SUM -> "ResNet (sum)";
            default -> "DenseNet (concat)";
        };
    }

    /** The norm over the place in the network, in the first epoch, when all are still alike. */
    private static Chart flow(int depth, List<Flow> all, int epochs) {
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

    private static List<Point> layers(List<Flow> seeds) {
        var points = new ArrayList<Point>();
        for (int layer = 1; layer <= seeds.get(0).layers(); layer++) {
            int here = layer;
            points.add(point(layer, seeds.stream().mapToDouble(f -> f.norm(1, here)).toArray()));
        }
        return points;
    }

    /** The mean over the seeds, and the range of them. */
    private static Point point(int x, double[] values) {
        var over = Arrays.stream(values).summaryStatistics();
        return new Point(
                x,
                over.getAverage(),
                over.getMin(),
                over.getMax(),
                0,
                "%s seed%s".formatted(values.length, values.length == 1 ? "" : "s"));
    }

    /** How the reach changes while they learn: only of the deepest. */
    private Chart reach(List<Flow> all, int epochs) {
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

    private Chart degradation(List<Flow> all) {
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

    private static double[] losses(List<Flow> flows, int depth) {
        return flows.stream()
                .filter(f -> f.member().depth() == depth)
                .mapToDouble(f -> f.run().last().trainLoss())
                .toArray();
    }

    private static Rows<Member> summary(List<Member> members, List<Flow> flows) {
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

    private static List<Flow> of(Member member, List<Flow> flows) {
        return flows.stream().filter(f -> f.member().equals(member)).toList();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private String answer(List<Flow> flows) {
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

    private String losses(List<Flow> flows) {
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

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value < 0.1 ? "%.4f" : value < 1000 ? "%.2f" : "%,.0f", value);
    }
}
