package org.sumcat.measure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.sumcat.data.Images;
import org.sumcat.engine.Hooks;
import org.sumcat.train.Trained;

/**
 * A trained network's predictions for images, with their confidence.
 *
 * @param named the label of the highest score, image by image
 * @param confidence its probability by softmax, 0 to 1
 */
public record Scores(List<Integer> named, List<Double> confidence) {

    public Scores {
        named = List.copyOf(named);
        confidence = List.copyOf(confidence);
    }

    /** Runs the network on images. */
    public static Scores of(Trained trained, Images images) {
        var named = new ArrayList<Integer>();
        var confidence = new ArrayList<Double>();
        trained.show(
                images,
                Hooks.on(trained.places()),
                (scores, labels) -> {
                    try (NDArray probabilities = scores.softmax(1);
                            NDArray highest = probabilities.max(new int[] {1});
                            NDArray where = scores.argMax(1)) {
                        for (long label : where.toLongArray()) {
                            named.add((int) label);
                        }
                        for (float share : highest.toFloatArray()) {
                            confidence.add((double) share);
                        }
                    }
                });
        return new Scores(named, confidence);
    }
}
