package org.sumcat.baseline;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * A Tribuo model that returns known predictions, those of a network for instance. Image number i is
 * an example with i as its only feature.
 */
final class KnownAnswers extends Model<Label> {
    private static final long serialVersionUID = 1;
    private static final String NUMBER = "number";

    private final transient List<String> classes;
    private final transient List<Integer> named;
    private final transient MutableDataset<Label> images;

    KnownAnswers(List<String> classes, List<Integer> truth, List<Integer> named) {
        this(classes, named, images(classes, truth));
    }

    private KnownAnswers(List<String> classes, List<Integer> named, MutableDataset<Label> images) {
        super(
                "known answers",
                new ModelProvenance(
                        KnownAnswers.class.getName(),
                        OffsetDateTime.now(ZoneOffset.UTC),
                        images.getProvenance(),
                        new EmptyTrainerProvenance()),
                images.getFeatureIDMap(),
                all(classes),
                false);
        this.classes = List.copyOf(classes);
        this.named = List.copyOf(named);
        this.images = images;
    }

    private static MutableDataset<Label> images(List<String> classes, List<Integer> truth) {
        var factory = new LabelFactory();
        var images =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("images in order", factory), factory);
        for (int i = 0; i < truth.size(); i++) {
            images.add(image(i, new Label(classes.get(truth.get(i)))));
        }
        return images;
    }

    /** All classes, whether or not an image has them. */
    private static ImmutableOutputInfo<Label> all(List<String> classes) {
        return new LabelFactory()
                .constructInfoForExternalModel(
                        IntStream.range(0, classes.size())
                                .boxed()
                                .collect(Collectors.toMap(i -> new Label(classes.get(i)), i -> i)));
    }

    private static Example<Label> image(int number, Label label) {
        return new ArrayExample<>(label, new String[] {NUMBER}, new double[] {number});
    }

    /** The predictions, image by image. */
    List<Prediction<Label>> predictions() {
        return predict(images);
    }

    /** The source of the images, as Tribuo's provenance. */
    DataProvenance data() {
        return images.getProvenance();
    }

    @Override
    public Prediction<Label> predict(Example<Label> image) {
        int number = (int) image.lookup(NUMBER).getValue();
        return new Prediction<>(new Label(classes.get(named.get(number))), 1, image);
    }

    /** Always empty: there are no weights to inspect. */
    @Override
    public Map<String, List<com.oracle.labs.mlrg.olcut.util.Pair<String, Double>>> getTopFeatures(
            int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> image) {
        return Optional.empty();
    }

    @Override
    protected Model<Label> copy(String name, ModelProvenance provenance) {
        return new KnownAnswers(classes, named, images);
    }
}
