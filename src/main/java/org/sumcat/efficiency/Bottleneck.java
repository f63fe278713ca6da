package org.sumcat.efficiency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.sumcat.chart.Chart;
import org.sumcat.chart.HeatMap;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.chart.Illustration;
import org.sumcat.chart.Series;
import org.sumcat.chart.Style;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Settings;
import org.sumcat.experiment.Setup;
import org.sumcat.nn.Fusion;
import org.sumcat.palette.ColourScale;
import org.sumcat.palette.Look;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.DenseNet.Stem;

/**
 * Savings and costs of bottlenecks and compression in a DenseNet (Huang et al., 2017, section 3): a
 * grid of bottleneck widths and compressions over one network, which has in its corners the plain
 * DenseNet, -B, -C and -BC; and its growth rate swept. All networks of the grid have the same
 * layers, the same growth rate and the same first convolution.
 *
 * @param blocks layers in each dense block
 * @param growth feature maps that each layer of the grid adds: k
 * @param bottlenecks widths of the 1x1 convolution before each 3x3 one, in multiples of k,
 *     ascending from 0, which is none (4 in the paper)
 * @param compressions shares of the maps that a transition keeps, ascending up to 1, which is all
 *     (0.5 in the paper)
 * @param growths growth rates of the sweep, ascending, without bottlenecks and compression
 */
public record Bottleneck(
        List<Integer> blocks,
        int growth,
        List<Integer> bottlenecks,
        List<Double> compressions,
        List<Integer> growths)
        implements NamedEffect {
    private static final int INITIAL = 16; // maps of the first convolution, as section 4.2 has it

    private static final Bottleneck USUAL =
            new Bottleneck(
                    List.of(3, 3, 3),
                    8,
                    List.of(0, 2, 4),
                    List.of(0.25, 0.5, 1.0),
                    List.of(4, 8, 16, 32));

    /** Name, default settings and keys of this effect. */
    public static final EffectEntry<Bottleneck> FORM =
            EffectEntry.of(USUAL, "blocks", "growth", "bottlenecks", "compressions", "growths")
                    .named("bottleneck", "Bottleneck and compression")
                    .asks(
                            "What do bottlenecks and compression save in a DenseNet, and what do they cost? And"
                                    + " what does the growth rate buy?")
                    .trains(Recipe.quick().withImages(1200).withValidation(1000), 1);

    @Override
    public EffectEntry<Bottleneck> form() {
        return FORM;
    }

    public Bottleneck {
        blocks = List.copyOf(blocks);
        bottlenecks = Settings.ascending("bottlenecks", bottlenecks);
        compressions = Settings.ascending("compressions", compressions);
        growths = Settings.ascending("growths", growths);
        for (double compression : compressions) {
            for (int bottleneck : bottlenecks) {
                network(blocks, growth, bottleneck, compression); // refuses what is no DenseNet
            }
        }
        growths.forEach(k -> network(List.of(1), k, 0, 1));
        if (bottlenecks.get(0) != 0 || compressions.get(compressions.size() - 1) != 1) {
            throw new IllegalArgumentException(
                    "the grid must hold the plain network, to compare with, but has bottlenecks %s and"
                                    .formatted(dashes(bottlenecks))
                            + " compressions %s; begin with bottleneck 0 and end with compression 1"
                                    .formatted(Settings.written(compressions)));
        }
    }

    private static String dashes(List<Integer> numbers) {
        return Settings.written(numbers).replace('+', '-');
    }

    private static DenseNet network(
            List<Integer> blocks, int growth, int bottleneck, double compression) {
        return new DenseNet(
                blocks,
                growth,
                bottleneck,
                compression,
                INITIAL,
                0,
                Stem.SMALL,
                false,
                DenseNet.MemoryUse.PLAIN);
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        Settings.requireHeldOut(protocol.recipe());
        var networks = Stream.concat(grid().stream(), sweep().stream()).distinct().toList();
        var prices = Price.of(networks, protocol, setup);
        var grid = grid().stream().map(network -> Price.in(prices, network)).toList();
        var sweep = sweep().stream().map(network -> Price.in(prices, network)).toList();
        Price plain = Price.in(prices, network(blocks, growth, 0, 1));
        var runs = prices.stream().flatMap(price -> price.runs().stream()).toList();
        return finding(
                answer(plain, grid, sweep),
                figures(plain, grid, sweep),
                List.of(
                        PriceTables.table("Grid of bottlenecks and compressions", plain, grid)
                                .table(),
                        PriceTables.saved(plain, grid).table(),
                        PriceTables.table("Growth rate", plain, sweep).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Activation memory",
                                "counted from the layers: what the backward pass makes a step keep,"
                                        + " for each image"));
    }

    private List<DenseNet> grid() {
        var networks = new ArrayList<DenseNet>();
        for (int bottleneck : bottlenecks) {
            for (double compression : compressions) {
                networks.add(network(blocks, growth, bottleneck, compression));
            }
        }
        return networks;
    }

    private List<DenseNet> sweep() {
        return growths.stream().map(k -> network(blocks, k, 0, 1)).toList();
    }

    private String answer(Price plain, List<Price> grid, List<Price> sweep) {
        Price both = grid.get((grid.size() - compressions.size()));
        var thin = sweep.get(0);
        var thick = sweep.get(sweep.size() - 1);
        return String.format(
                Locale.ROOT,
                "Against the plain DenseNet of the same layers and growth rate, bottleneck %d with"
                        + " compression %s takes %+.0f%% parameters, %+.0f%% MACs and %+.0f%%"
                        + " activation memory, for %+.1f points of accuracy. From k = %d to k = %d the"
                        + " parameters grow %.1f times, and the accuracy goes from %.1f%% to %.1f%%."
                        + " %s",
                both.network().bottleneck(),
                both.network().compression(),
                both.percentMore(plain, Price::parameters),
                both.percentMore(plain, Price::macs),
                both.percentMore(plain, Price::activationBytes),
                100 * (both.accuracy().mean() - plain.accuracy().mean()),
                thin.network().growth(),
                thick.network().growth(),
                thick.parameters() / (double) thin.parameters(),
                100 * thin.accuracy().mean(),
                100 * thick.accuracy().mean(),
                plain.runs().size() < 3
                        ? "So few seeds show what is saved, but cannot resolve small differences in accuracy."
                        : "");
    }

    private List<Illustration> figures(Price plain, List<Price> grid, List<Price> sweep) {
        return List.of(
                map(
                        "Parameters of the grid",
                        "Parameters of each form, relative to the plain network at the upper right.",
                        "% of plain",
                        0,
                        grid,
                        price -> 100 + price.percentMore(plain, Price::parameters)),
                map(
                        "Activation memory of the grid",
                        "What a training step keeps for each image, relative to the plain network. A bottleneck adds its own maps to that.",
                        "% of plain",
                        0,
                        grid,
                        price -> 100 + price.percentMore(plain, Price::activationBytes)),
                map(
                        "Accuracy of the grid",
                        "Accuracy on held-out images.",
                        "accuracy (%)",
                        1,
                        grid,
                        price -> 100 * price.accuracy().mean()),
                Style.figure(
                        "Accuracy over growth rate",
                        "What wider layers buy; the band reaches from the lowest to the highest"
                                + " seed.",
                        Style.count("growth rate k (feature maps a layer)"),
                        Style.measure("accuracy on held-out images (%)"),
                        List.of(
                                new Series(
                                        "DenseNet",
                                        new Look(Fusion.CONCAT, 0),
                                        sweep.stream()
                                                .map(
                                                        price ->
                                                                Settings.percent(
                                                                        price.network().growth(),
                                                                        price.accuracy()))
                                                .toList()))));
    }

    private Chart map(
            String title,
            String text,
            String measure,
            int decimals,
            List<Price> grid,
            ToDoubleFunction<Price> value) {
        var values = new ArrayList<List<Double>>();
        int columns = compressions.size();
        for (int row = 0; row < bottlenecks.size(); row++) {
            values.add(
                    grid.subList(row * columns, (row + 1) * columns).stream()
                            .map(value::applyAsDouble)
                            .toList());
        }
        return HeatMap.of(
                title,
                text,
                new Side(
                        "bottleneck",
                        bottlenecks.stream().map(b -> b == 0 ? "none" : b + "k").toList()),
                new Side("compression", compressions.stream().map(String::valueOf).toList()),
                ColourScale.over(measure, decimals, values),
                values);
    }
}
