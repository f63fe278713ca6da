package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;
import org.sumcat.nn.Branches;

/**
 * Adds the first branch of a sum to the second in the second's memory. Together with {@link
 * ReluInPlace} and weights that lie channels last, a training step took 3 to 7% less time on an AMD
 * EPYC; equal bit for bit.
 *
 * <p>Matches a sum of two without gates, whose second branch ends in a convolution, a batch norm or
 * another sum: autograd keeps the output of none of these.
 */
record SumInPlace() implements PartRule {
    @Override
    public String name() {
        return "sum-in-place";
    }

    @Override
    public String effect() {
        return "adds a branch to another in its memory; with relu-in-place a step takes 3 to 7% less time";
    }

    @Override
    public double tolerance() {
        return 0;
    }

    @Override
    public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
        return parts.get(i) instanceof Branches sum
                && ReluInPlace.mayBeOverwritten(sum)
                && sum.branches().size() == 2
                && ReluInPlace.mayBeOverwritten(sum.branches().get(1));
    }

    @Override
    public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
        List<NDArray> results = Interpreter.branches((Branches) parts.get(i), now, pass);
        NDArray sum = results.get(1).addi(results.get(0));
        Interpreter.closeUnless(results.get(0), now, sum);
        return sum;
    }
}
