package org.sumcat.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sumcat.ablation.ConnectionAblation.Cut;
import org.sumcat.chart.Chart;
import org.sumcat.chart.HeatMap;
import org.sumcat.chart.HeatMap.Side;
import org.sumcat.chart.Illustration;
import org.sumcat.palette.ColourScale;

/** The figures of {@link FeatureReuse}. */
final class ReuseFigures {
    private ReuseFigures() {}

    static List<Illustration> figures(List<ConnectionAblation> seeds) {
        var mean = ConnectionAblation.mean(seeds);
        var figures = new ArrayList<Illustration>();
        for (String block : mean.blocks()) {
            figures.add(
                    map(
                            mean,
                            block,
                            "Weights in " + block,
                            "Mean absolute weight with which each layer (column) reads the maps of each earlier one (row), relative to the largest in its column. The first row is the input of the block, the last column the layer that reads its whole output.",
                            values ->
                                    new ColourScale(
                                            "fraction of the largest in its column", 2, 0, 1),
                            Cut::normalized));
            figures.add(
                    map(
                            mean,
                            block,
                            "Damage in " + block,
                            "The increase of the loss when one layer (column) reads zeros in place of the maps of one earlier layer (row), and nothing else changes. Where this resembles the map of the weights, the weights show which layers are used.",
                            values -> ColourScale.over("cross-entropy gained (nats)", 2, values),
                            Cut::lossGained));
        }
        return figures;
    }

    static Chart map(
            ConnectionAblation mean,
            String block,
            String title,
            String text,
            Function<List<List<Double>>, ColourScale> shade,
            ToDoubleFunction<Cut> value) {
        var cuts = mean.in(block);
        var sources = cuts.stream().map(Cut::source).distinct().toList();
        var targets = cuts.stream().map(Cut::target).distinct().toList();
        var values =
                sources.stream()
                        .map(
                                source ->
                                        targets.stream()
                                                .map(target -> value(cuts, source, target, value))
                                                .toList())
                        .toList();
        return HeatMap.of(
                title,
                text,
                new Side("source layer s", sources),
                new Side("target layer l", targets),
                shade.apply(values),
                values);
    }

    static double value(List<Cut> cuts, String source, String target, ToDoubleFunction<Cut> value) {
        return cuts.stream()
                .filter(cut -> cut.source().equals(source) && cut.target().equals(target))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
