package org.sumcat.ablation;

import java.util.List;
import org.sumcat.engine.Hooks;
import org.sumcat.inference.Metrics;
import org.sumcat.measure.Deletion;
import org.sumcat.measure.Lesion;
import org.sumcat.measure.Lesion.Damage;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;

/**
 * One trained network, evaluated whole and with each of its units removed.
 *
 * @param units addresses of all units, those too that cannot be taken out
 * @param damages one for each unit that can, in order
 */
record LayerAblation(Run run, Metrics whole, List<String> units, List<Damage> damages) {

    static LayerAblation of(Trained trained) {
        return new LayerAblation(
                trained.run(),
                trained.quality(Hooks.on(trained.places())),
                Deletion.all(trained),
                Lesion.each(trained, Deletion.each(trained)));
    }

    /** The loss of accuracy, 0 to 1, averaged over the units. */
    double meanLost() {
        return damages.stream().mapToDouble(Damage::accuracyLost).average().orElseThrow();
    }
}
