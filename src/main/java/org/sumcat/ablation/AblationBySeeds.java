package org.sumcat.ablation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sumcat.chart.Point;
import org.sumcat.experiment.Settings;
import org.sumcat.network.Network;
import org.sumcat.statistics.Sample;

/** The ablations of one network over several seeds. */
record AblationBySeeds(Network network, List<LayerAblation> seeds) {

    /** A removed unit, with one value per seed. */
    record AblatedUnit(String address, int number, Sample lost, Sample gained) {}

    /** Accuracy of the whole network on held-out images, for each seed. */
    Sample accuracy() {
        return over(seed -> seed.whole().accuracy());
    }

    /** The loss of accuracy averaged over the units, for each seed. */
    Sample meanLost() {
        return over(LayerAblation::meanLost);
    }

    /** The largest loss of accuracy of any unit, averaged over the seeds. */
    double worst() {
        return removable().stream().mapToDouble(u -> u.lost().mean()).max().orElseThrow();
    }

    double trainLoss() {
        return over(seed -> seed.run().last().trainLoss()).mean();
    }

    double seconds() {
        return over(seed -> seed.run().seconds()).mean();
    }

    /** The units that can be removed; numbers count all units, from 1. */
    List<AblatedUnit> removable() {
        var first = seeds.get(0);
        return IntStream.range(0, first.damages().size())
                .mapToObj(
                        i -> {
                            String address = first.damages().get(i).lesion().address();
                            return new AblatedUnit(
                                    address,
                                    1 + first.units().indexOf(address),
                                    over(seed -> seed.damages().get(i).accuracyLost()),
                                    over(seed -> seed.damages().get(i).lossGained()));
                        })
                .toList();
    }

    List<Point> pointsByUnit() {
        return removable().stream()
                .map(unit -> Settings.percent(unit.number(), unit.lost()))
                .toList();
    }

    private Sample over(ToDoubleFunction<LayerAblation> value) {
        return new Sample(seeds.stream().map(value::applyAsDouble).toList());
    }
}
