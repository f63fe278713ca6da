package org.sumcat;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sumcat.device.EngineAtWork;

/**
 * Begins every test, and what comes before all of a class, with the recording of gradients off, as
 * in the thread where DJL loads the engine. It is on in every other thread and where an earlier
 * test switched it on, so without this the order of the test classes, which the two JVMs take as
 * they get free, would decide whether a test may write into weights.
 *
 * <p>JUnit finds it by {@code META-INF/services}.
 */
public final class GradientsOff implements BeforeAllCallback, BeforeEachCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        gradientsOff();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        gradientsOff();
    }

    private static void gradientsOff() {
        EngineAtWork.get(); // and what else it does before the first convolution
        JniUtils.setGradMode(false);
    }
}
