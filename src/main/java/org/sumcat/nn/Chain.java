package org.sumcat.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layers in sequence; those that the paper's figure names carry these names. */
public final class Chain extends AbstractBlock {
    private static final byte VERSION = 1;

    private final List<@Nullable String> stages = new ArrayList<>();
    private final List<AuxiliaryHead> heads = new ArrayList<>();

    /**
     * An auxiliary classifier on a stage (Szegedy et al., 2015, section 5).
     *
     * @param name in the figure
     * @param stage the stage whose output it reads
     * @param block from that output to scores
     */
    public record AuxiliaryHead(String name, String stage, Block block) {}

    Chain() {
        super(VERSION);
    }

    /** Appends a layer that has no name in the figure. */
    public Chain add(Block layer) {
        return append(layer.getClass().getSimpleName(), null, layer);
    }

    /** Appends a part that the figure or the paper's table names, like {@code dense1}. */
    public Chain stage(String name, Block part) {
        return append(name, name, part);
    }

    private Chain append(String child, @Nullable String stage, Block part) {
        if (!heads.isEmpty()) {
            throw new IllegalStateException(
                    "heads must be hung up after all stages, but there is one: "
                            + heads.get(0).name());
        }
        addChildBlock(child, part);
        stages.add(stage);
        return this;
    }

    /**
     * Hangs an auxiliary classifier on a stage, after all stages. It runs while training only, and
     * its scores follow those of the chain; so a chain with heads stands for a whole network.
     *
     * @throws IllegalArgumentException if there is no such stage yet
     */
    public Chain head(String name, String stage, Block block) {
        if (!stages.contains(stage)) {
            throw new IllegalArgumentException(
                    "a head must hang on a stage, but there is no '%s' among %s"
                            .formatted(stage, stages));
        }
        addChildBlock(name, block);
        heads.add(new AuxiliaryHead(name, stage, block));
        return this;
    }

    /** The auxiliary classifiers, in the order in which they were hung up. */
    public List<AuxiliaryHead> heads() {
        return List.copyOf(heads);
    }

    /** The auxiliary classifiers that read the output of a part, by its number from 0. */
    public List<AuxiliaryHead> headsOn(int part) {
        return heads.stream().filter(head -> head.stage().equals(stages.get(part))).toList();
    }

    /** The layers in order, each with its stage name or {@code null}. */
    public List<Pair<@Nullable String, Block>> parts() {
        var parts = new ArrayList<Pair<@Nullable String, Block>>();
        for (int i = 0; i < stages.size(); i++) {
            parts.add(new Pair<>(stages.get(i), children.valueAt(i)));
        }
        return parts;
    }

    /** The layers in order, without names. */
    public List<Block> layers() {
        return children.values().subList(0, stages.size());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        NDArray now = inputs.singletonOrThrow();
        var scores = new NDList();
        for (int i = 0; i < stages.size(); i++) {
            Block layer = children.valueAt(i);
            now = layer.forward(weights, new NDList(now), training, options).singletonOrThrow();
            for (AuxiliaryHead head : training ? headsOn(i) : List.<AuxiliaryHead>of()) {
                scores.addAll(head.block().forward(weights, new NDList(now), true, options));
            }
        }
        scores.add(0, now);
        return scores;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] now = inputs;
        for (Block layer : layers()) {
            now = layer.getOutputShapes(now);
        }
        return now;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] now = inputs;
        for (int i = 0; i < stages.size(); i++) {
            Block layer = children.valueAt(i);
            layer.initialize(manager, type, now);
            now = layer.getOutputShapes(now);
            for (AuxiliaryHead head : headsOn(i)) {
                head.block().initialize(manager, type, now);
            }
        }
    }
}
