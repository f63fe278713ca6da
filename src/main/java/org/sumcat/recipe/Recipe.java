package org.sumcat.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.sumcat.files.Whole;
import org.sumcat.network.Network;

/**
 * Training settings: everything that determines the result except network, data and seed.
 *
 * <p>Start from a named recipe and change what differs: {@code Recipe.quick().withEpochs(2)}; a
 * changed one says so in its name. The names of components in JSON are hashed, and never change.
 *
 * @param name what it is called; a changed recipe has the changes in it
 * @param epochs passes over the training images, at least 1
 * @param batch images in a step, at least 2; a last, smaller batch of a pass is used too
 * @param rate the learning rate; where it moves, its highest value
 * @param schedule how the rate moves
 * @param optimizer how weights follow their gradients; SGD in records from before there were others
 * @param momentum share of the last step that is kept, 0 for none, below 1
 * @param nesterov whether the momentum looks ahead (Sutskever et al., 2013)
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
 *     they are, 0 stands for the default size of each network, see {@link #sideFor}
 * @param images training images in use, drawn by seed and evenly over the classes; 0 for all
 * @param validation training images held out to measure on, drawn likewise; 0 for none
 * @param testing when the test set is touched
 */
public record Recipe(
        @JsonProperty("name") String name,
        @JsonProperty("epochs") int epochs,
        @JsonProperty("batch") int batch,
        @JsonProperty("rate") float rate,
        @JsonProperty("schedule") Schedule schedule,
        @JsonProperty("optimizer") Optimizer optimizer,
        @JsonProperty("momentum") float momentum,
        @JsonProperty("nesterov") boolean nesterov,
        @JsonProperty("weightDecay") float weightDecay,
        @JsonProperty("clip") float clip,
        @JsonProperty("smoothing") float smoothing,
        @JsonProperty("start") Start start,
        @JsonProperty("flip") boolean flip,
        @JsonProperty("shift") @JsonInclude(JsonInclude.Include.NON_DEFAULT) int shift,
        @JsonProperty("side") int side,
        @JsonProperty("images") int images,
        @JsonProperty("validation") int validation,
        @JsonProperty("testing") Testing testing) {

    /** Update rules for the weights. */
    public enum Optimizer {
        /** Stochastic gradient descent, with momentum as Torch defines it. */
        @JsonProperty("SGD")
        SGD,
        /** Each step divided by the root of a running mean square (Tieleman and Hinton 2012). */
        @JsonProperty("RMSPROP")
        RMSPROP
    }

    /** Initialization of weights; biases begin at 0, batch norm at scale 1 and shift 0. */
    public enum Start {
        /** Uniform with variance {@code 2 / (fan in + fan out)} (Glorot and Bengio 2010). */
        @JsonProperty("XAVIER")
        XAVIER,
        /** Normal with variance {@code 2 / fan in} (He et al., 2015, for ReLU). */
        @JsonProperty("HE")
        HE
    }

    /** The times at which the test set is evaluated. */
    public enum Testing {
        /** Once, after the last epoch: nothing can be chosen by it. */
        @JsonProperty("LAST_EPOCH")
        LAST_EPOCH,
        /** After every epoch, for recipes that were published so; nothing is chosen by it. */
        @JsonProperty("EVERY_EPOCH")
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
        RecipeRules.require(!name.isBlank(), "a recipe must have a name");
        RecipeRules.requireSteps(epochs, batch, rate);
        RecipeRules.requireOptimizer(optimizer, momentum, nesterov, weightDecay, clip);
        RecipeRules.requireImages(smoothing, shift, side, images, validation);
    }

    /**
     * A short training for a first look and for class: 3 epochs of 4,000 images of the network's
     * default size, one-cycle rate; 1,000 other images are held out for validation, and the test
     * set is evaluated once. Two cores train a network of 30 million MACs in half a minute.
     */
    public static Recipe quick() {
        return NamedRecipes.quick();
    }

    /**
     * The exercise of "Dive into Deep Learning" (d2l.ai, chapter DenseNet): 5 epochs of plain SGD
     * at rate 0.1 on all 60,000 images, batch 256, Xavier, test accuracy after every epoch; images
     * of 48 x 48 pixels.
     */
    public static Recipe d2l() {
        return NamedRecipes.d2l();
    }

    /**
     * Our recipe for the same network, images and five epochs as {@link #d2l()}: one-cycle rate,
     * Nesterov momentum, weight decay, flips. Its settings were chosen on held-out training images.
     */
    public static Recipe sprint() {
        return NamedRecipes.sprint();
    }

    /**
     * The recipe of DenseNet for CIFAR (Huang et al., 2017, section 4.2): 300 epochs, batch 64,
     * rate 0.1 divided by 10 at half and at three quarters, Nesterov momentum 0.9, weight decay
     * 1e-4, He start, flips, shifts by up to 4 pixels. The paper also normalizes images by channel;
     * this does not. Images have the network's default size.
     */
    public static Recipe paper() {
        return NamedRecipes.paper();
    }

    /**
     * The recipe of Inception v3 (Szegedy et al., 2015, "Rethinking the Inception Architecture for
     * Computer Vision", sections 7 and 8): RMSProp with decay 0.9 and epsilon 1, batch 32, rate
     * 0.045 times 0.94 after every fiftieth of the run, gradients clipped at a norm of 2, label
     * smoothing 0.1.
     *
     * <p>Not as there: 20 epochs of Fashion-MNIST, at the default size of each network, for 100 of
     * ImageNet at 299 x 299 pixels; one machine for 50; the last weights for a running average of
     * them. The paper names neither start nor augmentation: He, flips. Written for a GPU: to pass
     * the images of one epoch forward through {@code inception-v3} at its 139 x 139 takes 55
     * million million multiply-adds.
     */
    public static Recipe inception() {
        return NamedRecipes.inception();
    }

    /** The named recipes, in the order of their list. */
    public static List<Recipe> all() {
        return NamedRecipes.all();
    }

    /**
     * Finds a recipe by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Recipe named(String name) {
        return NamedRecipes.named(name);
    }

    /** Returns a copy with another number of epochs. */
    public Recipe withEpochs(int other) {
        return with("epochs", other);
    }

    /** Returns a copy with another batch size. */
    public Recipe withBatch(int other) {
        return with("batch", other);
    }

    /** Returns a copy with another learning rate. */
    public Recipe withRate(float other) {
        return with("rate", other);
    }

    /** Returns a copy with another image size in pixels; 0 for the network's default. */
    public Recipe withSide(int other) {
        return with("side", other);
    }

    /** Returns a copy with another number of training images; 0 for all. */
    public Recipe withImages(int other) {
        return with("images", other);
    }

    /** Returns a copy with another number of training images held out; 0 for none. */
    public Recipe withValidation(int other) {
        return with("validation", other);
    }

    /**
     * Returns a copy with another value of any component except the name, which records the change:
     * {@code quick, epochs=2}.
     *
     * @param key a component, {@code weightDecay}
     * @throws IllegalArgumentException if there is no such component, or it refuses the value
     */
    public Recipe with(String key, Object value) {
        return with(Map.of(key, value));
    }

    /**
     * Returns a copy with several other values at once, for rules that connect two of them.
     *
     * @throws IllegalArgumentException as {@link #with(String, Object)}
     */
    public Recipe with(Map<String, ?> changes) {
        return RecipeKeys.changed(this, changes);
    }

    /** The named recipe, or file, that this one is based on: {@code quick}. */
    public String base() {
        return RecipeName.parse(name).base();
    }

    /** The differences from the base as written, in the order of the changes. */
    public Map<String, String> changes() {
        return RecipeName.parse(name).changes();
    }

    /** The name without one component's change: recipes that differ only in it share this name. */
    public String nameWithout(String key) {
        return RecipeName.parse(name).without(key).toString();
    }

    /** Width and height in pixels of the network's input images. */
    public int sideFor(Network network) {
        return side > 0 ? side : (int) network.input().get(1);
    }

    /** The learning rate at {@code progress}, the completed fraction of the run, from 0 to 1. */
    public float rateAt(double progress) {
        return (float) (rate * schedule.factor(progress));
    }
}
