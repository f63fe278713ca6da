package org.sumcat.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/**
 * Operations of an array and a number, as {@link NDArray} has them.
 *
 * <p>But DJL makes an array of the number on the device of the other each time, and a GPU has to
 * finish its work before it takes one: it would wait 238 times in a step of ResNet-20. A number in
 * the memory of the machine goes along with the call.
 */
public final class Scalars {
    private Scalars() {}

    /** Made when it is needed. */
    private static final class CpuManager {
        static final NDManager MEMORY = Engine.getInstance().newBaseManager(Device.cpu());
    }

    /** Multiplies by a number: {@code x n}. */
    public static NDArray mul(NDArray x, Number n) {
        return with(n, x::mul);
    }

    /** Multiplies x by a number in place. */
    public static NDArray muli(NDArray x, Number n) {
        return with(n, x::muli);
    }

    /** Adds a number to each element: {@code x + n}. */
    public static NDArray add(NDArray x, Number n) {
        return with(n, x::add);
    }

    /** Adds a number to x in place. */
    public static NDArray addi(NDArray x, Number n) {
        return with(n, x::addi);
    }

    /** Raises {@code x} to the power of {@code n}. */
    public static NDArray pow(NDArray x, Number n) {
        return with(n, x::pow);
    }

    /** Takes the larger of {@code x} and {@code n}, element by element. */
    public static NDArray maximum(NDArray x, Number n) {
        return with(n, x::maximum);
    }

    /**
     * Overwrites x in place with other numbers, finite as those before; {@code copyTo} makes DJL
     * warn.
     */
    public static void overwrite(NDArray x, NDArray others) {
        muli(x, 0).addi(others);
    }

    private static NDArray with(Number n, UnaryOperator<NDArray> operation) {
        try (NDArray number = CpuManager.MEMORY.create(n)) {
            return operation.apply(number);
        }
    }
}
