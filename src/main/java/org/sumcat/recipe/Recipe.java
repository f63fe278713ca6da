package org.sumcat.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.sumcat.files.Sha256;
import org.sumcat.files.Whole;
import org.sumcat.keys.Components;
import org.sumcat.network.Network;

/**
 * How a network is trained: everything that decides the result but network, data and seed.
 *
 * <p>Start from a named recipe and change what differs: {@code Recipe.quick().withEpochs(2)}. A
 * changed recipe says so in its name.
 *
 * @param name what it is called; a changed recipe has the changes in it
 * @param epochs passes over the training images, at least 1
 * @param batch images in a step, at least 2; a last, smaller batch of a pass is used too
 * @param rate the learning rate; where it moves, its highest value
 * @param schedule how the rate moves
 * @param optimizer how weights follow their gradients; SGD in records from before there were others
 * @param momentum share of the last step that is kept, 0 for none, below 1
 * @param nesterov whether the momentum looks ahead (Sutskever et al. 2013)
 * @param weightDecay added to each gradient as a multiple of its weight, on every parameter
 * @param clip norm of all gradients together above which they are shortened to it, before weight
 *     decay is added; 0 for none
 * @param smoothing share of each label that is spread evenly over all classes; 0 for none
 * @param start how the weights begin
 * @param flip whether every other training image, by chance, is mirrored left to right
 * @param shift pixels by which each training image is moved at most, by chance, up or down and left
 *     or right, before it is resized; what moves in is black; 0 for none, as in records from before
 *     there were shifts: so that those keep their identity, 0 is left out of what is written and
 *     hashed
 * @param side width and height in pixels that images are resized to, bilinear; 28 leaves them as
 *     they are, 0 stands for the size that each network was drawn for, see {@link #sideFor}
 * @param images training images in use, drawn by seed and evenly over the classes; 0 for all
 * @param validation training images held out to measure on, drawn likewise; 0 for none
 * @param testing when the test set is touched
 */
public record Recipe(
        String name,
        int epochs,
        int batch,
        float rate,
        Schedule schedule,
        Optimizer optimizer,
        float momentum,
        boolean nesterov,
        float weightDecay,
        float clip,
        float smoothing,
        Start start,
        boolean flip,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int shift,
        int side,
        int images,
        int validation,
        Testing testing) {

    private static final int HASH_DIGITS = 8;

    private static final int MOST_EPOCHS = 100_000;
    private static final int MOST_IMAGES = 60_000; // of Fashion-MNIST
    private static final int MOST_SHIFT = 14;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How weights follow their gradients. */
    public enum Optimizer {
        /** Stochastic gradient descent, with momentum as Torch defines it. */
        SGD,
        /** Each step divided by the root of a running mean square (Tieleman and Hinton 2012). */
        RMSPROP
    }

    /** How weights begin; biases begin at 0, batch norm at scale 1 and shift 0. */
    public enum Start {
        /** Uniform with variance {@code 2 / (fan in + fan out)} (Glorot and Bengio 2010). */
        XAVIER,
        /** Normal with variance {@code 2 / fan in} (He et al. 2015, for ReLU). */
        HE
    }

    /** When the test set is touched. */
    public enum Testing {
        /** Once, after the last epoch: nothing can be chosen by it. */
        LAST_EPOCH,
        /** After every epoch, for recipes that were published so; nothing is chosen by it. */
        EVERY_EPOCH
    }

    public Recipe {
        optimizer = optimizer == null ? Optimizer.SGD : optimizer; // older records name none
        Whole.require(
                "a recipe must have a name, a schedule, a start and testing",
                name,
                schedule,
                start,
                testing);
        require(!name.isBlank(), "a recipe must have a name");
        require(epochs >= 1, "epochs must be at least 1, but was " + epochs);
        require(
                epochs <= MOST_EPOCHS,
                "epochs must be at most %s (300 is the longest published here), but was %s"
                        .formatted(MOST_EPOCHS, epochs));
        require(batch >= 2, "batch must be at least 2, for batch norm, but was " + batch);
        require(
                batch <= MOST_IMAGES,
                "batch must be at most %s (the training images that there are), but was %s"
                        .formatted(MOST_IMAGES, batch));
        require(rate > 0 && rate <= 10, "rate must lie above 0 and up to 10, but was " + rate);
        require(
                momentum >= 0 && momentum < 1,
                "momentum must lie from 0 to below 1, but was " + momentum);
        require(!nesterov || momentum > 0, "nesterov needs a momentum above 0, but it was 0");
        require(
                weightDecay >= 0 && weightDecay < 1,
                "weightDecay must lie from 0 to below 1, but was " + weightDecay);
        require(
                !nesterov || optimizer == Optimizer.SGD,
                "nesterov needs the optimizer SGD, but it was " + optimizer);
        require(clip >= 0, "clip must be at least 0 (0 for none), but was " + clip);
        require(
                smoothing >= 0 && smoothing < 1,
                "smoothing must lie from 0 to below 1, but was " + smoothing);
        require(
                shift >= 0 && shift <= MOST_SHIFT,
                "shift must lie from 0 (for none) to %s pixels, half of an image, but was %s"
                        .formatted(MOST_SHIFT, shift));
        require(
                side == 0 || (side >= 8 && side <= 512),
                "side must lie from 8 to 512 pixels (0: what the network was drawn for), but was "
                        + side);
        require(images >= 0, "images must be at least 0 (0 for all), but was " + images);
        require(validation >= 0, "validation must be at least 0, but was " + validation);
    }

    /**
     * For looking and for class: 3 epochs of 4,000 images of the size that the network was drawn
     * for, one-cycle rate; 1,000 other images are held out to watch, and the test set is touched
     * once. Two cores train a network of 30 million MACs in half a minute.
     */
    public static Recipe quick() {
        return new Recipe(
                "quick",
                3,
                64,
                0.1f,
                Schedule.ONE_CYCLE,
                Optimizer.SGD,
                0.9f,
                true,
                5e-4f,
                0,
                0,
                Start.HE,
                true,
                0,
                0,
                4000,
                1000,
                Testing.LAST_EPOCH);
    }

    /**
     * The exercise of "Dive into Deep Learning" (d2l.ai, chapter DenseNet): 5 epochs of plain SGD
     * at rate 0.1 on all 60,000 images, batch 256, Xavier, test accuracy after every epoch; images
     * of 48 x 48 pixels.
     */
    public static Recipe d2l() {
        return sprint().with("batch", 256)
                .with("rate", 0.1f)
                .with("schedule", Schedule.CONSTANT)
                .with("nesterov", false)
                .with("momentum", 0f)
                .with("weightDecay", 0f)
                .with("start", Start.XAVIER)
                .with("flip", false)
                .with("testing", Testing.EVERY_EPOCH)
                .under("d2l");
    }

    /**
     * Ours for the same network, images and five epochs as {@link #d2l()}: one-cycle rate, Nesterov
     * momentum, weight decay, flips. Its settings were chosen on held-out training images.
     */
    public static Recipe sprint() {
        return quick().withEpochs(5)
                .withBatch(128)
                .withRate(0.2f)
                .withSide(48)
                .withImages(0)
                .withValidation(0)
                .under("sprint");
    }

    /**
     * Huang et al. 2017, section 4.2, for CIFAR: 300 epochs, batch 64, rate 0.1 divided by 10 at
     * half and at three quarters, Nesterov momentum 0.9, weight decay 1e-4, He start, flips, shifts
     * by up to 4 pixels. The paper also normalizes images by channel; this does not. Images have
     * the size that the network was drawn for.
     */
    public static Recipe paper() {
        return quick().withEpochs(300)
                .with("schedule", Schedule.STEPS)
                .with("weightDecay", 1e-4f)
                .with("shift", 4)
                .withImages(0)
                .withValidation(5000)
                .under("paper");
    }

    /**
     * Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision", sections 7
     * and 8: RMSProp with decay 0.9 and epsilon 1, batch 32, rate 0.045 times 0.94 after every
     * fiftieth of the run, gradients clipped at a norm of 2, label smoothing 0.1.
     *
     * <p>Not as there: 20 epochs of Fashion-MNIST, at the size that each network was drawn for, for
     * 100 of ImageNet at 299 x 299 pixels; one machine for 50; the last weights for a running
     * average of them. The paper names neither start nor augmentation: He, flips. Written for a
     * GPU: to pass the images of one epoch forward through {@code inception-v3} at its 139 x 139
     * takes 55 million million multiply-adds.
     */
    public static Recipe inception() {
        return quick().withEpochs(20)
                .withBatch(32)
                .withRate(0.045f)
                .with("schedule", Schedule.EXPONENTIAL)
                .with("nesterov", false)
                .with("momentum", 0f)
                .with("optimizer", Optimizer.RMSPROP)
                .with("weightDecay", 0f)
                .with("clip", 2f)
                .with("smoothing", 0.1f)
                .withImages(0)
                .withValidation(5000)
                .under("inception");
    }

    /** The named recipes, in the order in which they are listed. */
    public static List<Recipe> all() {
        return List.of(quick(), d2l(), sprint(), paper(), inception());
    }

    /**
     * The recipe of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Recipe named(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a recipe must be one of %s, or a file that ends in .toml"
                                                        .formatted(names())
                                                + " or .json, but was '%s'".formatted(name)));
    }

    private static String names() {
        return all().stream().map(Recipe::name).collect(joining(", "));
    }

    /** The same for another number of epochs. */
    public Recipe withEpochs(int other) {
        return with("epochs", other);
    }

    /** The same with another batch size. */
    public Recipe withBatch(int other) {
        return with("batch", other);
    }

    /** The same with another learning rate. */
    public Recipe withRate(float other) {
        return with("rate", other);
    }

    /** The same on images of another size, in pixels; 0 for what the network was drawn for. */
    public Recipe withSide(int other) {
        return with("side", other);
    }

    /** The same on another number of training images; 0 for all. */
    public Recipe withImages(int other) {
        return with("images", other);
    }

    /** The same with another number of training images held out; 0 for none. */
    public Recipe withValidation(int other) {
        return with("validation", other);
    }

    /**
     * The same with another value of any component but the name, which tells of the change: {@code
     * quick, epochs=2}.
     *
     * @param key a component, {@code weightDecay}
     * @throws IllegalArgumentException if there is no such component, or it refuses the value
     */
    public Recipe with(String key, Object value) {
        return with(Map.of(key, value));
    }

    /**
     * The same with several other values at once, for rules that hold between two of them.
     *
     * @throws IllegalArgumentException as {@link #with(String, Object)}
     */
    public Recipe with(Map<String, ?> changes) {
        var values = Components.of(this);
        RecipeName changed = RecipeName.parse(name);
        for (var change : changes.entrySet()) {
            String key = change.getKey();
            require(
                    values.containsKey(key) && !key.equals("name"),
                    "a recipe has no '%s'; it has %s"
                            .formatted(key, String.join(", ", RecipeKeys.ALL.names())));
            values.put(key, typed(key, change.getValue()));
            changed = changed.with(key, change.getValue());
        }
        values.put("name", changed.toString());
        return Components.make(Recipe.class, values);
    }

    private static Object typed(String key, Object value) {
        return RecipeKeys.ALL
                .typed(key, value)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s of a recipe cannot be '%s'".formatted(key, value)));
    }

    /** The named recipe, or the file's, that it began with: {@code quick}. */
    public String base() {
        return RecipeName.parse(name).base();
    }

    /** What differs from the base, as it is written, in the order in which it was changed. */
    public Map<String, String> changes() {
        return RecipeName.parse(name).changes();
    }

    /** The name but for the change of one component: recipes that differ in it alone have one. */
    public String nameWithout(String key) {
        return RecipeName.parse(name).without(key).toString();
    }

    /** The same under the name of a file, and the hash of what it says, which no path changes. */
    Recipe called(String other) {
        ObjectNode content = JSON.valueToTree(this);
        content.remove("name");
        String hash = Sha256.of(content.toString().getBytes(UTF_8)).substring(0, HASH_DIGITS);
        return under("%s@%s".formatted(other, hash));
    }

    /** The same by another name. */
    private Recipe under(String other) {
        var values = Components.of(this);
        values.put("name", other);
        return Components.make(Recipe.class, values);
    }

    /** Width and height in pixels of the images that a network sees. */
    public int sideFor(Network network) {
        return side > 0 ? side : (int) network.input().get(1);
    }

    /** The learning rate in use when {@code progress} of the run, from 0 to 1, is done. */
    public float rateAt(double progress) {
        return (float) (rate * schedule.factor(progress));
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
