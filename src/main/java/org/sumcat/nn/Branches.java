package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parallel branches over one input and the {@link Fusion} that joins them; see there. */
public final class Branches extends AbstractBlock {
    private static final byte VERSION = 1;

    private final Fusion fusion;

    Branches(Fusion fusion, List<Block> branches) {
        super(VERSION);
        if (branches.size() < 2) {
            throw new IllegalArgumentException(
                    "a fusion needs at least two branches, but has " + branches.size());
        }
        this.fusion = fusion;
        for (Block branch : branches) {
            addChildBlock(branch.getClass().getSimpleName(), branch);
        }
    }

    /** How the branches are joined. */
    public Fusion fusion() {
        return fusion;
    }

    /** The branches in the order in which they run. */
    public List<Block> branches() {
        return children.values();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        var results = new ArrayList<NDArray>(children.size());
        for (Block branch : children.values()) {
            results.addAll(branch.forward(weights, inputs, training, options)); // Gated: or none
        }
        return new NDList(fusion.fuse(results));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        var shapes = new ArrayList<Shape>();
        for (Block branch : children.values()) {
            shapes.add(branch.getOutputShapes(inputs)[0]);
        }
        return new Shape[] {fusion.fuseShapes(shapes)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        for (Block branch : children.values()) {
            branch.initialize(manager, type, inputs);
        }
    }
}
