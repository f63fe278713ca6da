package org.sumcat.efficiency;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.sumcat.chart.Chart;
import org.sumcat.chart.Point;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.engine.Rules;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.measure.PeakMemory;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.Look;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.Zoo;

/**
 * Memory of a training step of DenseNet-BC as its blocks grow, and the remedy: recomputing a block
 * in the backward pass (Pleiss et al., 2017). Predicted from the layers, and measured on the CPU,
 * each in a process of its own. Nothing is learned, so no data is needed.
 *
 * @param depths of the networks, {@code 6n + 4}, rising, two to eight of them
 * @param growth feature maps that each layer adds
 * @param batch images in the step that is measured, from 2 to 256
 */
public record Memory(List<Integer> depths, int growth, int batch) implements NamedEffect {
    private static final Memory USUAL = new Memory(List.of(22, 40, 70, 100, 130), 12, 16);
    private static final double MEGABYTE = 1e6;

    /** Name, default settings and keys of this effect. */
    public static final EffectEntry<Memory> FORM =
            EffectEntry.of(USUAL, "depths", "growth", "batch")
                    .named("memory", "Memory")
                    .asks(
                            "What does a deeper dense block cost in memory, and what does recomputing it cost instead?");

    @Override
    public EffectEntry<Memory> form() {
        return FORM;
    }

    public Memory {
        depths = List.copyOf(depths);
        if (depths.size() < 2
                || depths.size() > 8
                || !depths.equals(depths.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException(
                    "depths must be from 2 to 8 different ones that rise, but were %s; try 22-40-70"
                            .formatted(dashed(depths)));
        }
        if (batch < 2 || batch > 256) {
            throw new IllegalArgumentException(
                    "batch must be from 2 to 256 images, but was " + batch);
        }
        for (int depth : depths) {
            DenseNet.bc(depth, growth); // refuses what is no depth or no growth rate
        }
    }

    /** A network with or without recomputation; bytes per image. */
    private record Cell(
            Network network, int depth, boolean twice, long predicted, PeakMemory peak, int batch) {

        double predictedMegabytes() {
            return predicted / MEGABYTE;
        }

        double measuredMegabytes() {
            return peak.bytes() / MEGABYTE / batch;
        }
    }

    @Override
    public Finding measure(Setup setup) {
        // A process for each network: the deep ones take minutes.
        if (setup.isTrial() && depths.size() > 2) {
            return new Memory(depths.subList(0, 2), growth, batch).measure(setup);
        }
        var cells = new ArrayList<Cell>();
        var compute = setup.compute();
        if (!compute.rules().equals(Rules.DEFAULT)) {
            throw new IllegalArgumentException(
                    "memory is measured by the default rules, with and without recomputation, but rules were '%s'; leave them out"
                            .formatted(compute.rules().words()));
        }
        for (int depth : depths) {
            for (boolean twice : List.of(false, true)) {
                Network network = network(depth, twice);
                int side = (int) network.input().get(1);
                var peak = PeakMemory.of(network, side, batch, compute.threads());
                var cell =
                        new Cell(
                                network,
                                depth,
                                twice,
                                ActivationMemory.of(network).bytes(),
                                peak,
                                batch);
                cells.add(cell);
                setup.say(
                        String.format(
                                Locale.ROOT,
                                "%s: %.1f MB an image, %.2f s a step",
                                network.spec(),
                                cell.measuredMegabytes(),
                                peak.seconds()));
            }
        }
        return finding(
                answer(cells),
                List.of(memory(cells), seconds(cells)),
                List.of(table(cells).table()),
                List.of(),
                Provenance.measuredOn(compute)
                        .with(
                                "Measured",
                                "the peak of resident memory during five steps with %s synthetic"
                                                .formatted(batch)
                                        + " images, minus that after a step with two;"
                                        + " time of the fastest step; each network in a process of its own"));
    }

    private Network network(int depth, boolean twice) {
        return Zoo.network(
                "densenet-bc:depth=%s,growth=%s,memory=%s"
                        .formatted(depth, growth, twice ? "efficient" : "plain"));
    }

    private String answer(List<Cell> cells) {
        int first = depths.get(0);
        int last = depths.get(depths.size() - 1);
        Cell small = cell(cells, first, false);
        Cell large = cell(cells, last, false);
        Cell smallTwice = cell(cells, first, true);
        Cell largeTwice = cell(cells, last, true);
        return String.format(
                Locale.ROOT,
                "From depth %d to %d a block has %.1f times as many layers. A step took %.1f"
                        + " times the memory, and %.1f times where blocks are recomputed. At depth %d"
                        + " that is %.1f MB an image in place of %.1f, for %.2f times the time of a"
                        + " step. The gradients are the same, bit for bit.",
                first,
                last,
                (last - 4) / (double) (first - 4),
                large.measuredMegabytes() / small.measuredMegabytes(),
                largeTwice.measuredMegabytes() / smallTwice.measuredMegabytes(),
                last,
                largeTwice.measuredMegabytes(),
                large.measuredMegabytes(),
                largeTwice.peak().seconds() / large.peak().seconds());
    }

    private static Cell cell(List<Cell> cells, int depth, boolean twice) {
        return cells.stream()
                .filter(cell -> cell.depth() == depth && cell.twice() == twice)
                .findFirst()
                .orElseThrow();
    }

    private Chart memory(List<Cell> cells) {
        return Style.figure(
                "Memory of a training step",
                "Where everything is kept, each layer keeps a copy of all maps before it, and memory"
                        + " grows with the square of the layers; where a block is recomputed, with their number. Predicted: what the backward pass needs, without short-lived gradients and allocation overhead.",
                Style.count("depth (weight layers)"),
                Style.measure("memory for one image (MB)"),
                List.of(
                        line("all kept, predicted", 1, cells, false, Cell::predictedMegabytes),
                        line("all kept, measured", 0, cells, false, Cell::measuredMegabytes),
                        line("recomputed, predicted", 0, cells, true, Cell::predictedMegabytes),
                        line("recomputed, measured", 3, cells, true, Cell::measuredMegabytes)));
    }

    private Chart seconds(List<Cell> cells) {
        return Style.figure(
                "Time of a training step",
                "The price: the layers of a block run forward once more.",
                Style.count("depth (weight layers)"),
                Style.measure("forward and backward pass of %s images (s)".formatted(batch)),
                List.of(
                        line("all kept", 0, cells, false, cell -> cell.peak().seconds()),
                        line("computed twice", 3, cells, true, cell -> cell.peak().seconds())));
    }

    private static Series line(
            String name,
            int variant,
            List<Cell> cells,
            boolean twice,
            ToDoubleFunction<Cell> value) {
        return new Series(
                name,
                new Look(twice ? Fusion.OTHER : Fusion.CONCAT, variant),
                cells.stream()
                        .filter(cell -> cell.twice() == twice)
                        .map(
                                cell ->
                                        Point.of(
                                                cell.depth(),
                                                value.applyAsDouble(cell),
                                                cell.network().spec()))
                        .toList());
    }

    private Rows<Cell> table(List<Cell> cells) {
        return Rows.of("Memory and time, network by network", cells)
                .text("network", cell -> cell.network().spec())
                .whole("depth", Cell::depth)
                .text("blocks", cell -> cell.twice() ? "computed twice" : "all kept")
                .number("predicted (MB an image)", 2, Cell::predictedMegabytes)
                .number("measured (MB an image)", 2, Cell::measuredMegabytes)
                .number("step of %s images (s)".formatted(batch), 3, cell -> cell.peak().seconds());
    }

    private static String dashed(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(joining("-"));
    }
}
