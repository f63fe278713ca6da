package org.sumcat.nn;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;

/** Kinds of layers, with the field's words for them. */
public enum LayerKind {
    /** Weights that slide over an image; in groups and by a table, too. */
    CONVOLUTION("convolution", "conv"),
    /** Fully connected: scores from a vector. */
    LINEAR("linear", "linear"),
    /** Batch normalization of each channel. */
    BATCH_NORM("batch norm", "BN"),
    /** Local response normalization. */
    LOCAL_RESPONSE("local response normalization", "LRN"),
    /** Numbers set to 0 by chance. */
    DROPOUT("dropout", "dropout"),
    /** Rectified linear unit, {@code max(x, 0)}. */
    RELU("relu", "ReLU"),
    /** Logistic sigmoid, {@code 1 / (1 + exp(-x))}. */
    SIGMOID("sigmoid", "sigmoid"),
    /** Hyperbolic tangent as an activation. */
    TANH("tanh", "tanh"),
    /** A constant times the input. */
    SCALE("times", "×"),
    /** The identity: its output is its input. */
    IDENTITY("identity", "identity"),
    /** Largest number of each window. */
    MAX_POOL("max pool", "max"),
    /** Average pooling: the mean of each window. */
    AVERAGE_POOL("average pool", "avg"),
    /** Mean of what each window sees of the image. */
    AVERAGE_POOL_INSIDE("average pool inside", "avg"),
    /** Mean of windows that are cut to a number of them. */
    ADAPTIVE_AVERAGE_POOL("average pool to", "avg to"),
    /** Mean over each feature map. */
    GLOBAL_AVERAGE_POOL("global average pool", "global avg"),
    /** Pooling with trained weights. */
    SUBSAMPLING("subsampling", "subsampling"),
    /** Fewer pixels, and maps of zeros: shortcut A of ResNet (He, Zhang, Ren and Sun, 2015). */
    PAD_SHORTCUT("mean of", "mean of"),
    /** Feature maps as one vector. */
    FLATTEN("flatten", "flatten"),
    /** A layer that this package does not make. */
    OTHER("other", "other");

    private final String words;
    private final String abbreviation;

    LayerKind(String words, String abbreviation) {
        this.words = words;
        this.abbreviation = abbreviation;
    }

    /** The kind of a layer; {@link #OTHER} for a container and for what others have written. */
    public static LayerKind of(Block block) {
        if (block instanceof Weightless weightless) {
            return weightless.kind();
        }
        if (block instanceof Convolution || block instanceof TableConv) {
            return CONVOLUTION;
        }
        if (block instanceof Linear) {
            return LINEAR;
        }
        if (block instanceof BatchNorm) {
            return BATCH_NORM;
        }
        if (block instanceof Subsampling) {
            return SUBSAMPLING;
        }
        return block instanceof Dropout ? DROPOUT : OTHER;
    }

    /** In the field's words, {@code max pool}. */
    public String words() {
        return words;
    }

    /** A short form for figures, {@code max}. */
    public String abbreviation() {
        return abbreviation;
    }

    /** Returns whether the kind is a weight layer, as papers count the depth of a network by. */
    public boolean isWeightLayer() {
        return this == CONVOLUTION || this == LINEAR;
    }
}
