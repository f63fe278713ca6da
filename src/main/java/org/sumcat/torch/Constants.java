package org.sumcat.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Arrays that layers read and nobody learns: made once for each device and kept, since a GPU
 * finishes its work before it takes one. There are as many as there are kinds of such layers.
 */
public final class Constants {
    private static final Map<ConstantKey, NDArray> MADE = new ConcurrentHashMap<>();

    private Constants() {}

    private record ConstantKey(Device device, String name) {}

    /**
     * An array, to be closed like any other.
     *
     * @param device where it is to lie
     * @param name tells it from all others
     */
    public static NDArray on(Device device, String name, Function<NDManager, NDArray> made) {
        return MADE.computeIfAbsent(
                        new ConstantKey(device, name),
                        key -> made.apply(Engine.getInstance().newBaseManager(device)))
                .stopGradient();
    }
}
