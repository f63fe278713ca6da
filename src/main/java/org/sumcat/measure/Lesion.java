package org.sumcat.measure;

import java.util.List;
import java.util.function.UnaryOperator;
import org.sumcat.engine.Hooks;
import org.sumcat.inference.Metrics;
import org.sumcat.measure.Reuse.Source;
import org.sumcat.measure.Reuse.Target;
import org.sumcat.nn.ModulePaths;
import org.sumcat.train.Trained;

/**
 * A cut in a trained network, without further training: the resulting loss of accuracy shows what
 * the part was good for. It is measured on the training images that were held out; the test set is
 * not touched.
 *
 * @param address of the place that is cut out, or that is kept from reading
 * @param cut what it takes
 */
public record Lesion(String address, UnaryOperator<Hooks> cut) {

    /**
     * The cost of a lesion: accuracy lost and loss gained.
     *
     * @param lesion what was cut
     * @param accuracyLost loss of accuracy on the held-out images; below 0 where the network is
     *     better without
     * @param lossGained by how much the mean cross-entropy rises, in nats
     */
    public record Damage(Lesion lesion, double accuracyLost, double lossGained) {}

    /**
     * Cuts one connection: the target reads zeros for the maps of the source, after batch norm and
     * ReLU, as if the weights of {@link Reuse} between the two were 0. All other layers read them
     * as before.
     */
    public static Lesion between(Source source, Target target) {
        return new Lesion(
                source.address(),
                taps -> taps.zero(input(target.address()), source.from(), source.to()));
    }

    /** Cuts a source off: all targets of the block read zeros for its maps. */
    public static Lesion of(Source source, BlockReuse block) {
        return new Lesion(
                source.address(),
                taps -> {
                    Hooks cut = taps;
                    for (Target target : block.targets()) {
                        if (target.sources().contains(source)) {
                            cut = between(source, target).cut.apply(cut);
                        }
                    }
                    return cut;
                });
    }

    /**
     * Applies each lesion to the whole network and measures the damage.
     *
     * @throws IllegalStateException if the recipe of the training held out no images
     */
    public static List<Damage> each(Trained trained, List<Lesion> lesions) {
        Hooks none = Hooks.on(trained.places());
        Metrics whole = trained.quality(none);
        return lesions.stream()
                .map(lesion -> damage(lesion, whole, trained.quality(lesion.cut.apply(none))))
                .toList();
    }

    private static Damage damage(Lesion lesion, Metrics whole, Metrics left) {
        return new Damage(lesion, whole.accuracy() - left.accuracy(), left.loss() - whole.loss());
    }

    private static String input(String address) {
        return address + ModulePaths.INPUT;
    }
}
