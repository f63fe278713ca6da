package org.sumcat.zoo;

import java.util.List;

/**
 * What a network is made of, counted from its block tree; no weight is made and no engine loaded.
 *
 * @param spec the network's name, see {@link Network#spec()}
 * @param family as in {@link Network#family()}
 * @param year as in {@link Network#year()}
 * @param paper as in {@link Network#paper()}
 * @param input one image, {@code 1x28x28} (channels, height, width)
 * @param classes how many classes the last layer tells apart
 * @param parameters trainable numbers; batch norm's running statistics are state, not counted
 * @param macs multiply-accumulates of convolutions and linear layers for one image, padding
 *     included; bias, batch norm, pooling and activation are not counted
 * @param weightLayers convolutions and linear layers, projections on shortcuts included
 * @param connections direct connections between layers, see {@link Connections}
 * @param stages the parts of the figure in order, with what comes out of each
 */
public record Anatomy(
        String spec,
        String family,
        int year,
        String paper,
        String input,
        int classes,
        long parameters,
        long macs,
        int weightLayers,
        long connections,
        List<Stage> stages) {

    /**
     * A named part of a network.
     *
     * @param name as in the paper's table, {@code dense1}
     * @param shape what comes out for one image, {@code 256x12x12} or {@code 10}
     */
    public record Stage(String name, String shape) {}
}
