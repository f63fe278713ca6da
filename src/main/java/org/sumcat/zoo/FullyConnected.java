package org.sumcat.zoo;

import static org.sumcat.nn.Layers.flatten;
import static org.sumcat.nn.Layers.linear;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.nn.Block;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Layers;

/**
 * Classifier of AlexNet and VGG, two wide layers with dropout and the scores (Krizhevsky and
 * others, 2012, section 4.2).
 *
 * @param width of the first two layers
 * @param dropout share dropped; 0 for none
 * @param before whether a layer's input is dropped, as in torchvision's AlexNet, or its output
 */
record FullyConnected(int width, double dropout, boolean before) {

    /** Appends the three layers to feature maps. */
    Chain after(Chain maps, int classes) {
        return maps.stage("fc6", layer(seq(flatten())))
                .stage("fc7", layer(seq()))
                .stage("fc8", linear(classes));
    }

    private Chain layer(Chain layer) {
        Block drop = Layers.dropout(dropout);
        return before
                ? layer.add(drop).add(linear(width)).add(relu())
                : layer.add(linear(width)).add(relu()).add(drop);
    }
}
