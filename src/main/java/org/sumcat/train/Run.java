package org.sumcat.train;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.sumcat.zoo.Anatomy;

/**
 * One finished training, with everything that is needed to believe it or to do it again.
 *
 * @param network what was trained
 * @param recipe how it was trained
 * @param seed decides the first weights, the images in use and their order
 * @param device the device it ran on, in words: {@code cpu: AMD EPYC, 2 threads}
 * @param threads CPU threads of the engine; on a CPU the result repeats for the same number
 * @param precision arithmetic, {@code float32}
 * @param dataset name of the data set
 * @param datasetSha256 hash over its decompressed bytes
 * @param trainImages training images in use
 * @param testImages test images in use
 * @param versions of Sumcat, DJL, the engine, Java and the operating system
 * @param commit Git commit of the code, {@code unknown} outside a checkout
 * @param history one entry for each epoch
 * @param weightsSha256 hash of the weights as saved
 */
public record Run(
        @JsonUnwrapped Anatomy network,
        Recipe recipe,
        long seed,
        String device,
        int threads,
        String precision,
        String dataset,
        String datasetSha256,
        int trainImages,
        int testImages,
        Map<String, String> versions,
        String commit,
        List<Epoch> history,
        String weightsSha256) {

    public Run {
        versions = Map.copyOf(versions);
        history = List.copyOf(history);
    }

    /** The last epoch's entry. */
    public Epoch last() {
        return history.get(history.size() - 1);
    }

    /** Test accuracy after the last epoch, 0 to 1: the figure that a comparison quotes. */
    public double testAccuracy() {
        Double accuracy = last().testAccuracy();
        if (accuracy == null) {
            throw new IllegalStateException("the run has no test accuracy in its last epoch");
        }
        return accuracy;
    }

    /** Duration of the training passes in seconds, evaluation left out. */
    public double seconds() {
        return history.stream().mapToDouble(Epoch::seconds).sum();
    }
}
