package org.sumcat.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Synchronization with the device: a GPU works asynchronously, so a clock must stop when the work
 * is done, not when it is queued.
 */
final class Wait {
    private final NDArray number;

    Wait(Device device) {
        number = NDManager.newBaseManager(device).zeros(new Shape(1));
    }

    /** Returns when the device has finished all queued work, by reading a number back. */
    void forDevice() {
        if (number.getDevice().isGpu()) {
            number.toByteBuffer();
        }
    }
}
