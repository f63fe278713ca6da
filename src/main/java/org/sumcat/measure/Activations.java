package org.sumcat.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sumcat.data.Images;
import org.sumcat.engine.Hooks;
import org.sumcat.train.Trained;

/**
 * Feature maps of a trained network as rows of numbers, for probes.
 *
 * <p>Maps of different places have different sizes; for comparison they are averaged over equal
 * tiles, which is linear, so that what a linear probe can tell from the whole maps is only blurred,
 * not bent.
 */
public final class Activations {
    private Activations() {}

    /**
     * The channels at each pixel of the maps reduced to {@code side x side}: a row for each image
     * and pixel, image by image, with a number for each channel.
     *
     * @param places addresses as {@link org.sumcat.nn.ModulePaths} has them; their maps must be
     *     square, and whole times as wide as {@code side}
     */
    public static Map<String, double[][]> at(
            Trained trained, Images images, List<String> places, int side) {
        var rows = new LinkedHashMap<String, List<double[]>>();
        Hooks taps = Hooks.on(trained.places());
        for (String place : places) {
            var own = new ArrayList<double[]>();
            rows.put(place, own);
            taps = taps.observe(place, maps -> add(maps, side, own));
        }
        trained.show(images, taps, (scores, labels) -> {});
        var matrices = new LinkedHashMap<String, double[][]>();
        rows.forEach((place, own) -> matrices.put(place, own.toArray(new double[0][])));
        return matrices;
    }

    private static void add(NDArray maps, int side, List<double[]> rows) {
        long tile = maps.getShape().get(2) / side;
        try (NDManager own = maps.getManager().newSubManager()) {
            NDArray pooled = maps;
            if (tile > 1) {
                pooled =
                        maps.getNDArrayInternal()
                                .avgPool(
                                        new Shape(tile, tile),
                                        new Shape(tile, tile),
                                        new Shape(0, 0),
                                        false,
                                        true);
                pooled.attach(own);
            }
            NDArray last = pooled.transpose(0, 2, 3, 1);
            last.attach(own);
            int channels = (int) maps.getShape().get(1);
            float[] flat = last.toFloatArray();
            for (int start = 0; start < flat.length; start += channels) {
                var row = new double[channels];
                for (int channel = 0; channel < channels; channel++) {
                    row[channel] = flat[start + channel];
                }
                rows.add(row);
            }
        }
    }
}
