package org.sumcat.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements of TorchScript about the weights of a network and what belongs to each of them, which
 * are changed in their places.
 *
 * <p>A GPU is told of all at once: an optimizer says a few words, not a few to each of hundreds of
 * small arrays. A CPU is told of as many as stay in its cache meanwhile, which gives the same bits
 * as one by one.
 */
public final class Foreach {
    private static final int IN_CACHE = 1 << 16; // numbers of each list; a megabyte in four lists

    /** Modules by their text, loaded once: the engine keeps what it has loaded. */
    private static final Map<List<Object>, PtSymbolBlock> MODULES = new ConcurrentHashMap<>();

    private final int lists;
    private final PtSymbolBlock module;

    /**
     * Compiles statements about lists of arrays.
     *
     * @param lists names of lists of arrays, all of the same length
     * @param numbers names of single numbers, behind the lists
     * @param statements one in a line, {@code torch._foreach_add_(weights, gradients)}
     */
    public Foreach(List<String> lists, List<String> numbers, String statements) {
        this.lists = lists.size();
        var parameters = new ArrayList<String>();
        lists.forEach(name -> parameters.add(name + ": List[Tensor]"));
        numbers.forEach(name -> parameters.add(name + ": Tensor"));
        module =
                MODULES.computeIfAbsent(
                        List.of(parameters, statements),
                        text ->
                                Script.module(
                                        parameters, "NoneType", statements + "\nreturn None"));
    }

    /**
     * Applies the statements to arrays.
     *
     * @param arrays the lists, in their order
     * @param numbers arrays with no axes, on the device of the others
     */
    public void apply(List<List<NDArray>> arrays, NDArray... numbers) {
        if (arrays.size() != lists) {
            throw new IllegalArgumentException(
                    "there must be %s lists, but were %s".formatted(lists, arrays.size()));
        }
        List<NDArray> first = arrays.get(0);
        if (arrays.stream().anyMatch(list -> list.size() != first.size())) {
            throw new IllegalArgumentException(
                    "lists must be equally long, but were "
                            + arrays.stream().map(List::size).toList());
        }
        for (int from = 0; from < first.size(); ) {
            int to = end(first, from);
            int begin = from;
            run(arrays.stream().map(list -> list.subList(begin, to)).toList(), numbers);
            from = to;
        }
    }

    /** Behind the last array that is told of together with the one at this place. */
    private static int end(List<NDArray> arrays, int from) {
        if (arrays.get(from).getDevice().isGpu()) {
            return arrays.size();
        }
        int to = from + 1;
        long size = arrays.get(from).size();
        while (to < arrays.size() && size + arrays.get(to).size() <= IN_CACHE) {
            size += arrays.get(to++).size();
        }
        return to;
    }

    private void run(List<List<NDArray>> arrays, NDArray... numbers) {
        var values = new ArrayList<IValue>();
        arrays.forEach(
                list ->
                        values.add(
                                IValue.listFrom(
                                        list.stream()
                                                .map(PtNDArray.class::cast)
                                                .toArray(PtNDArray[]::new))));
        for (NDArray number : numbers) {
            values.add(IValue.from((PtNDArray) number));
        }
        JniUtils.setGraphExecutorOptimize(false); // as in Script
        try {
            IValueUtils.forward(module, values.toArray(IValue[]::new)).close();
        } finally {
            JniUtils.setGraphExecutorOptimize(true);
            values.forEach(IValue::close);
        }
    }
}
