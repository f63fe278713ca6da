package org.sumcat.efficiency;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sumcat.engine.Rules;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.ActivationMemory;
import org.sumcat.measure.PeakMemory;
import org.sumcat.network.Network;
import org.sumcat.render.Rows;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.Zoo;

/**
 * Memory of a training step of DenseNet-BC as its blocks grow, and the remedy: recomputing batch
 * norm, or whole blocks, in the backward pass (Pleiss et al., 2017). Predicted from the layers, and
 * measured on the CPU, each in a process of its own. Nothing is learned, so no data is needed.
 *
 * @param depths of the networks, {@code 6n + 4}, rising, two to eight of them
 * @param growth feature maps that each layer adds
 * @param batch images in the step that is measured, from 2 to 256
 */
public record Memory(List<Integer> depths, int growth, int batch) implements NamedEffect {
    private static final Memory USUAL = new Memory(List.of(22, 40, 70, 100, 130), 12, 16);

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

    @Override
    public Finding measure(Setup setup) {
        // A process for each network: the deep ones take minutes.
        if (setup.isTrial() && depths.size() > 2) {
            return new Memory(depths.subList(0, 2), growth, batch).measure(setup);
        }
        var cells = new ArrayList<MemoryCell>();
        var compute = setup.compute();
        if (!compute.rules().equals(Rules.DEFAULT)) {
            throw new IllegalArgumentException(
                    "memory is measured by the default rules, with and without recomputation, but rules were '%s'; leave them out"
                            .formatted(compute.rules().words()));
        }
        for (int depth : depths) {
            for (MemoryWay way : MemoryWay.values()) {
                Network network = network(depth, way);
                int side = (int) network.input().get(1);
                var peak = PeakMemory.of(network, side, batch, compute.threads());
                var cell =
                        new MemoryCell(
                                network,
                                depth,
                                way,
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
                MemoryFigures.of(cells, batch),
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

    private Network network(int depth, MemoryWay way) {
        return Zoo.network(
                "densenet-bc:depth=%s,growth=%s,memory=%s".formatted(depth, growth, way.key()));
    }

    private String answer(List<MemoryCell> cells) {
        int first = depths.get(0);
        int last = depths.get(depths.size() - 1);
        MemoryCell large = cell(cells, last, MemoryWay.PLAIN);
        MemoryCell efficient = cell(cells, last, MemoryWay.EFFICIENT);
        MemoryCell least = cell(cells, last, MemoryWay.LEAST);
        return String.format(
                Locale.ROOT,
                "From depth %d to %d a block has %.1f times as many layers. A step took %.1f"
                        + " times the memory, and %.1f times where batch norm is recomputed. At depth"
                        + " %d that is %.1f MB an image in place of %.1f, for %.2f times the time of a"
                        + " step (Pleiss et al. 2017, on a GPU: 1.15 to 1.20); with whole blocks"
                        + " recomputed %.1f MB, for %.2f times the time. The gradients are the same,"
                        + " bit for bit.",
                first,
                last,
                (last - 4) / (double) (first - 4),
                growth(cells, MemoryWay.PLAIN),
                growth(cells, MemoryWay.EFFICIENT),
                last,
                efficient.measuredMegabytes(),
                large.measuredMegabytes(),
                efficient.peak().seconds() / large.peak().seconds(),
                least.measuredMegabytes(),
                least.peak().seconds() / large.peak().seconds());
    }

    /** The memory of the deepest network in multiples of that of the shallowest. */
    private double growth(List<MemoryCell> cells, MemoryWay way) {
        return cell(cells, depths.get(depths.size() - 1), way).measuredMegabytes()
                / cell(cells, depths.get(0), way).measuredMegabytes();
    }

    private static MemoryCell cell(List<MemoryCell> cells, int depth, MemoryWay way) {
        return cells.stream()
                .filter(cell -> cell.depth() == depth && cell.way() == way)
                .findFirst()
                .orElseThrow();
    }

    private Rows<MemoryCell> table(List<MemoryCell> cells) {
        return Rows.of("Memory and time, network by network", cells)
                .text("network", cell -> cell.network().spec())
                .whole("depth", MemoryCell::depth)
                .text("blocks", cell -> cell.way().words())
                .number("predicted (MB an image)", 2, MemoryCell::predictedMegabytes)
                .number("measured (MB an image)", 2, MemoryCell::measuredMegabytes)
                .number("step of %s images (s)".formatted(batch), 3, cell -> cell.peak().seconds());
    }

    private static String dashed(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(joining("-"));
    }
}
