package org.sumcat.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A GPU is given its work and goes on alone: a clock has to be stopped when it is done, not when it
 * was told.
 */
final class Wait {
    private final NDArray number;

    Wait(Device device) {
        number = NDManager.newBaseManager(device).zeros(new Shape(1));
    }

    /** Returns when the device has done all that it was given; reading a number takes that long. */
    void forDevice() {
        if (number.getDevice().isGpu()) {
            number.toByteBuffer();
        }
    }
}
