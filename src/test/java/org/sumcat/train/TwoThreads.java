package org.sumcat.train;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sumcat.device.Compute;

/** Tests that the engine runs with two threads, as sums are then put together from parts. */
public final class TwoThreads implements BeforeEachCallback, AfterEachCallback {
    private int before;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Compute.of("cpu").threads();
        Compute.useThreads(2);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Compute.useThreads(before);
    }
}
