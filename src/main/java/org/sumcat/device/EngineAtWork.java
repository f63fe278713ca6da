package org.sumcat.device;

import ai.djl.engine.Engine;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.ProxyVariables;
import org.sumcat.data.UserHome;
import org.sumcat.torch.Libtorch;

/** DJL's engine, configured before its first use. */
public final class EngineAtWork {
    private static @Nullable Engine started;

    private EngineAtWork() {}

    /**
     * Returns the engine, after checking the system before DJL downloads a build of libtorch. If it
     * could not start, the next call tries again, and says why as the first did.
     */
    public static synchronized Engine get() {
        Engine engine = started;
        if (engine == null) {
            NativeBuild.require();
            UserHome.settle();
            ProxyVariables.settle();
            engine = start();
            started = engine;
        }
        return engine;
    }

    private static Engine start() {
        EngineSettings.apply(); // read when it is loaded
        Engine engine = Engine.getInstance();
        // OpenMP counts the processors of the machine, Java those of the container's quota.
        int processors = Runtime.getRuntime().availableProcessors();
        if (System.getenv("OMP_NUM_THREADS") == null && Libtorch.getNumThreads() > processors) {
            Libtorch.setNumThreads(processors);
        }
        return engine;
    }
}
