package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Fusion;
import org.sumcat.torch.Room;
import org.sumcat.torch.Tape;

/**
 * A dense block of which the feature maps are kept, once, and what its layers say.
 *
 * <p>In a dense block of {@code m} layers, layer {@code l} reads {@code k0 + (l - 1) k} feature
 * maps. The usual backward pass keeps for each layer the concatenation that it read, and what batch
 * norm and ReLU made of it: numbers that grow with the square of {@code m}. But each layer adds
 * {@code k} maps only, and what it read is the beginning of what the block returns. So this runs a
 * block without a tape and goes back layer by layer: it cuts out what the layer read, and lets the
 * layer compute again what it has not kept.
 */
final class RecomputedBlock implements RecomputedStep.Segment {
    /** How layers run without a tape, and how they go back. */
    interface Way {
        /**
         * Runs a layer without a tape.
         *
         * @param read what it reads; it may be overwritten
         * @param zeros whether there are zeros behind the maps that it reads
         * @return the maps that it adds, to be closed
         */
        NDArray forward(Block layer, NDArray read, boolean zeros);

        /**
         * Goes back through the last layer that it has not gone back through.
         *
         * @param read what the layer reads, with the zeros behind it
         * @param gradient for the maps that it adds
         * @return for what it reads, zeros included
         */
        NDArray back(Block layer, NDArray read, boolean zeros, NDArray gradient);
    }

    private final List<Block> layers;
    private final boolean pads;
    private final Way way;
    private final NDArray given;
    private final long[] channels; // that each layer reads, and those of the output
    private final NDArray output;

    /** Runs the block forward. */
    RecomputedBlock(Chain block, NDArray given, Pass pass, Way way) {
        layers = DenseBlock.layers(block);
        pads = pass.rules().has(ChannelPadding.class) && DenseBlock.beginsWithNorms(block);
        this.way = way;
        this.given = given.stopGradient();
        channels = channels(layers, given.getShape());
        output = Tape.withTape(false, () -> new NDList(forward()));
    }

    private static long[] channels(List<Block> layers, Shape given) {
        var channels = new long[layers.size() + 1];
        channels[0] = given.get(1);
        for (int i = 0; i < layers.size(); i++) {
            long[] read = given.getShape().clone();
            read[1] = channels[i];
            Shape made = layers.get(i).getOutputShapes(new Shape[] {new Shape(read)})[0];
            channels[i + 1] = channels[i] + made.get(1);
        }
        return channels;
    }

    /** The first layer says how all maps lie; each writes its own behind those before it. */
    private NDArray forward() {
        NDArray all = first();
        try (NDArray room = ZeroChannels.pad(all, ZeroChannels.MOST)) {
            for (int i = 1; i < layers.size(); i++) {
                try (NDArray maps = maps(all, 0, channels[i]);
                        NDArray read = Room.lay(room, maps, channels[i] + zeros(maps));
                        NDArray made = way.forward(layers.get(i), read, zeros(maps) > 0);
                        NDArray place = maps(all, channels[i], channels[i + 1])) {
                    Room.write(place, made);
                }
            }
        }
        return all;
    }

    private NDArray first() {
        boolean zeros = zeros(given) > 0;
        try (NDArray read = zeros ? ZeroChannels.join(List.of(given)) : given.duplicate();
                NDArray made = way.forward(layers.get(0), read, zeros);
                NDArray two = Fusion.CONCAT.fuse(List.of(given, made))) {
            return ZeroChannels.pad(two, channels[layers.size()] - channels[1]);
        }
    }

    private static NDArray maps(NDArray all, long from, long to) {
        return all.get(new NDIndex(":, {}:{}", from, to));
    }

    private long zeros(NDArray maps) {
        return pads ? ZeroChannels.missing(List.of(maps)) : 0;
    }

    @Override
    public NDArray output() {
        return output;
    }

    @Override
    public NDArray back(NDArray gradient) {
        NDArray now = gradient; // for all maps that a layer and those before it have made
        for (int i = layers.size() - 1; i >= 0; i--) {
            try (NDArray before = maps(now, 0, channels[i]);
                    NDArray ofLayer = maps(now, channels[i], channels[i + 1]);
                    NDArray maps = i == 0 ? given : maps(output, 0, channels[i]);
                    NDArray through = back(layers.get(i), maps, ofLayer);
                    NDArray ofMaps = maps(through, 0, channels[i])) {
                NDArray sum = before.add(ofMaps);
                now.close();
                now = sum;
            }
        }
        output.close();
        return now;
    }

    /** Joins the maps that a layer reads, which lie apart in the output. */
    private NDArray back(Block layer, NDArray maps, NDArray gradient) {
        boolean zeros = zeros(maps) > 0;
        if (maps == given && !zeros) {
            return way.back(layer, given, false, gradient);
        }
        try (NDArray joined = zeros ? ZeroChannels.join(List.of(maps)) : maps.duplicate()) {
            return way.back(layer, joined, zeros, gradient);
        }
    }
}
