package org.sumcat.nn;

import static java.util.stream.Collectors.toCollection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.Constants;

/**
 * Convolution in which a table says which feature maps each filter reads (LeCun et al., 1998, Table
 * I). Every filter has a weight tensor {@code (1, maps it reads, height, width)}; the biases of all
 * filters are one tensor.
 *
 * <p>It runs as one ordinary convolution whose missing kernels are zeros.
 */
public final class TableConv extends AbstractBlock {
    private static final byte VERSION = 1;

    private final List<List<Integer>> table;
    private final Window window;
    private final List<Parameter> filters = new ArrayList<>();
    private final Parameter bias;

    TableConv(List<List<Integer>> table, Window window) {
        super(VERSION);
        this.table = table.stream().map(List::copyOf).toList();
        this.window = window;
        for (List<Integer> maps : table) {
            filters.add(
                    addParameter(
                            Parameter.builder()
                                    .setName("filter" + filters.size())
                                    .setType(Parameter.Type.WEIGHT)
                                    .optShape(
                                            new Shape(
                                                    1,
                                                    maps.size(),
                                                    window.height(),
                                                    window.width()))
                                    .build()));
        }
        bias =
                addParameter(
                        Parameter.builder()
                                .setName("bias")
                                .setType(Parameter.Type.BIAS)
                                .optShape(new Shape(table.size()))
                                .build());
    }

    /** The maps, from 0, that each filter reads. */
    public List<List<Integer>> table() {
        return table;
    }

    /** The window of each filter. */
    public Window window() {
        return window;
    }

    /** Kernels of all filters: 60 in Table I. */
    public int kernels() {
        return table.stream().mapToInt(List::size).sum();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        NDArray offsets = weights.getValue(bias, x.getDevice(), training);
        try (NDManager own = x.getManager().newSubManager();
                NDArray whole = whole(own, x, weights, training)) {
            return Conv2d.conv2d(x, whole, offsets, window.strides(), window.padding());
        }
    }

    /** All kernels in a row, one of zeros behind them, dealt out to filters and maps. */
    private NDArray whole(NDManager own, NDArray x, ParameterStore weights, boolean training) {
        Shape kernel = window.size();
        var kernels =
                filters.stream()
                        .map(filter -> weights.getValue(filter, x.getDevice(), training))
                        .map(weight -> weight.reshape(new Shape(-1).addAll(kernel)))
                        .collect(toCollection(NDList::new));
        kernels.add(Arithmetic.like(x, own.zeros(new Shape(1).addAll(kernel))));
        kernels.attach(own);
        long maps = x.getShape().get(1);
        NDArray places =
                Constants.on(
                        x.getDevice(),
                        "places of kernels for %s maps by %s".formatted(maps, table),
                        memory -> memory.create(places(maps)));
        places.attach(own);
        return kernels.get(0)
                .getNDArrayInternal()
                .concat(kernels.subNDList(1), 0)
                .get(new NDIndex("{}", places))
                .reshape(new Shape(table.size(), maps).addAll(kernel));
    }

    /** Where in the row the kernel of each filter for each map lies. */
    private long[] places(long maps) {
        var places = new long[table.size() * (int) maps];
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            boolean reads = table.get(i / (int) maps).contains(i % (int) maps);
            places[i] = reads ? next++ : kernels();
        }
        return places;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape seen = window.over(inputs[0]);
        return new Shape[] {new Shape(seen.get(0), table.size(), seen.get(2), seen.get(3))};
    }
}
