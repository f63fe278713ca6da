package org.sumcat.engine;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.List;
import org.sumcat.nn.BatchNorm;
import org.sumcat.nn.Branches;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Dropout;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.Gated;
import org.sumcat.nn.LayerKind;

/** A chain in which every part concatenates its input with the output of one layer. */
public final class DenseBlock {
    private DenseBlock() {}

    /** Tests whether a block is a dense block. */
    public static boolean is(Block block) {
        return block instanceof Chain chain
                && chain.heads().isEmpty()
                && !chain.layers().isEmpty()
                && chain.layers().stream().allMatch(DenseBlock::isLayer);
    }

    private static boolean isLayer(Block part) {
        return part instanceof Branches fused
                && fused.fusion() == Fusion.CONCAT
                && fused.branches().size() == 2
                && LayerKind.of(fused.branches().get(0)) == LayerKind.IDENTITY;
    }

    /** The layers, each of which adds its feature maps. */
    static List<Block> layers(Chain block) {
        return block.layers().stream().map(part -> ((Branches) part).branches().get(1)).toList();
    }

    /**
     * Returns whether each layer of a dense block begins with batch norm, ReLU and a convolution.
     */
    static boolean beginsWithNorms(Block block) {
        return is(block) && layers((Chain) block).stream().allMatch(DenseBlock::mayRead);
    }

    private static boolean mayRead(Block layer) {
        List<Block> begin = inSequence(layer);
        return begin.size() >= 3
                && begin.get(0) instanceof BatchNorm
                && LayerKind.of(begin.get(1)) == LayerKind.RELU
                && begin.get(2) instanceof Convolution third
                && third.getGroups() == 1;
    }

    /** The layers of chains in chains. */
    static List<Block> inSequence(Block block) {
        return block instanceof Chain chain && chain.heads().isEmpty()
                ? chain.layers().stream().flatMap(part -> inSequence(part).stream()).toList()
                : List.of(block);
    }

    /**
     * Returns whether a block is computed the second time as the first: with no dropout and no
     * gate.
     */
    static boolean isDeterministic(Block block) {
        return !(block instanceof Dropout)
                && !(block instanceof Gated)
                && block.getChildren().values().stream().allMatch(DenseBlock::isDeterministic);
    }
}
