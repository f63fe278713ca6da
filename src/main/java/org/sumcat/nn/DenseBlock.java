package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain in which every part concatenates what it is given with what one layer makes of it, as it
 * runs in a training step.
 */
public final class DenseBlock {
    private DenseBlock() {}

    /** Whether a part concatenates what it is given with what one layer makes of it. */
    static boolean isLayer(Block part) {
        return part instanceof Branches fused
                && fused.fusion() == Fusion.CONCAT
                && fused.branches().size() == 2
                && LayerKind.of(fused.branches().get(0)) == LayerKind.IDENTITY;
    }

    /** Refuses what is no dense block, or would not be the same when it is run again. */
    static void requireRepeatable(Chain block) {
        for (var part : block.parts()) {
            if (!isLayer(part.getValue())) {
                throw new IllegalArgumentException(
                        "a checkpointed block must concatenate its input with one layer in every"
                                + " part, but one is "
                                + part.getValue());
            }
            if (drawsByChance(part.getValue())) {
                throw new IllegalArgumentException(
                        "a checkpointed block runs its layers twice, so nothing in it may be drawn"
                                + " by chance, but one has dropout or a gate; leave out the dropout"
                                + " or the checkpoints");
            }
        }
    }

    private static boolean drawsByChance(Block block) {
        return block instanceof Dropout
                || block instanceof Gated
                || block.getChildren().values().stream().anyMatch(DenseBlock::drawsByChance);
    }

    /** What makes new maps in each part. */
    public static List<Block> layers(Chain block) {
        return block.parts().stream()
                .map(part -> ((Branches) part.getValue()).branches().get(1))
                .toList();
    }

    /** Whether each layer may read {@link ChannelPadding}. */
    public static boolean mayFillVectors(Chain block) {
        return !block.parts().isEmpty()
                && block.heads().isEmpty()
                && block.parts().stream().allMatch(part -> isLayer(part.getValue()))
                && layers(block).stream().allMatch(ChannelPadding::mayRead);
    }

    /**
     * What comes out. Maps that fill vectors are joined for good. Others are joined with zeros, for
     * the next layer alone, and wait for those that it makes; so nothing has to be cut off again.
     */
    static NDArray run(Chain block, ParameterStore weights, NDArray given) {
        var maps = new ArrayList<NDArray>(List.of(given));
        for (Block layer : layers(block)) {
            boolean full = ChannelPadding.missing(maps) == 0;
            if (full || maps.size() > 2) {
                join(maps, given);
            }
            NDArray read = full ? maps.get(0) : ChannelPadding.join(maps);
            NDArray made = run(layer, weights, read, !full);
            if (!full) {
                read.close();
            }
            maps.add(made);
        }
        join(maps, given);
        return maps.get(0);
    }

    /**
     * The maps that a layer adds.
     *
     * @param zeros whether there are zeros behind the maps that it reads, see {@link
     *     ChannelPadding}
     */
    public static NDArray run(Block layer, ParameterStore weights, NDArray read, boolean zeros) {
        return zeros
                ? ChannelPadding.through(layer, weights, read)
                : layer.forward(weights, new NDList(read), true).singletonOrThrow();
    }

    /** Makes one of them. */
    private static void join(List<NDArray> maps, NDArray given) {
        if (maps.size() == 1) {
            return;
        }
        NDArray joined = Fusion.CONCAT.fuse(maps);
        for (NDArray each : maps) {
            if (each != given) {
                each.close();
            }
        }
        maps.clear();
        maps.add(joined);
    }
}
