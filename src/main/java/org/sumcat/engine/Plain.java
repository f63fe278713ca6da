package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.List;

/** The plain interpretation: one part, as it is written. It matches where no rule does. */
record Plain() implements PartRule {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String effect() {
        return "computes each layer as it is written";
    }

    @Override
    public double tolerance() {
        return 0;
    }

    @Override
    public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
        return true;
    }

    @Override
    public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
        return Interpreter.part(parts.get(i), now, pass).singletonOrThrow();
    }
}
