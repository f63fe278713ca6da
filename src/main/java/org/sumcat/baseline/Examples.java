package org.sumcat.baseline;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.sumcat.data.Images;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Samples in Tribuo's format. */
final class Examples {
    /**
     * Tribuo's logger, which reports every training. Kept in a field, since unused loggers are
     * garbage collected.
     */
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private Examples() {}

    /** The pixels of images, 0 to 1, row by row. */
    static double[][] pixels(Images images) {
        int size = images.height() * images.width();
        var samples = new double[images.count()][size];
        for (int i = 0; i < samples.length; i++) {
            byte[] image = images.image(i);
            for (int pixel = 0; pixel < size; pixel++) {
                samples[i][pixel] = Byte.toUnsignedInt(image[pixel]) / 255.0;
            }
        }
        return samples;
    }

    /** A data set to train on or to predict. */
    static MutableDataset<Label> of(
            double[][] samples, List<Integer> labels, List<String> classes) {
        var factory = new LabelFactory();
        var data =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("samples in memory", factory), factory);
        String[] names = names(samples[0].length);
        for (int i = 0; i < samples.length; i++) {
            data.add(example(samples[i], new Label(classes.get(labels.get(i))), names));
        }
        return data;
    }

    private static Example<Label> example(double[] sample, Label label, String[] names) {
        return new ArrayExample<>(label, names, sample);
    }

    /**
     * Feature names that sort in the order of the features, since Tribuo keeps them alphabetically:
     * f0000, f0001.
     */
    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj("f%05d"::formatted).toArray(String[]::new);
    }

    static List<Integer> labels(Images images) {
        return IntStream.range(0, images.count()).mapToObj(images::label).toList();
    }
}
