package org.sumcat.sweep;

import java.util.List;
import java.util.stream.IntStream;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.device.Compute;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Epoch;
import org.sumcat.train.Training;

/**
 * The duration of an epoch, extrapolated from a few steps: the median of {@value #STEPS} steps
 * measured four times, without the first time, when memory is allocated and code compiled.
 *
 * @param recipe that the epoch is of
 * @param data that it is on; the test images are left alone
 * @param compute what it runs on, with as many threads as the runs will have
 */
public record Calibration(Recipe recipe, Dataset data, Compute compute) {
    private static final int STEPS = 8;
    private static final int TIMES = 4;
    private static final float STILL = 1e-6f; // a rate at which nothing diverges

    /** Seconds of one training pass, without evaluation. */
    public double secondsPerEpoch(Network network) {
        int all =
                recipe.images() > 0 ? recipe.images() : data.train().count() - recipe.validation();
        int some = Math.min(all, STEPS * recipe.batch());
        var few =
                new Dataset(
                        data.name(),
                        data.classes(),
                        first(some),
                        first(2),
                        data.sha256(),
                        data.origin());
        Recipe brief = recipe.withEpochs(TIMES).withImages(0).withValidation(0).withRate(STILL);
        List<Epoch> history = new Training(network, brief, few, 1, compute).run().history();
        double[] seconds = history.stream().skip(1).mapToDouble(Epoch::seconds).sorted().toArray();
        return seconds[seconds.length / 2] * all / some;
    }

    private Images first(int count) {
        return data.train().select(IntStream.range(0, count).toArray());
    }
}
