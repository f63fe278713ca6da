package org.sumcat.device;

import ai.djl.engine.Engine;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.ProxyVariables;
import org.sumcat.data.UserHome;
import org.sumcat.torch.CacheSizes;
import org.sumcat.torch.Libtorch;

/** DJL's engine, configured before its first use. */
public final class EngineAtWork {
    private static final long LOADING_MILLIS = 3000; // from disk; a download may be cut off

    private static @Nullable Engine started;
    private static volatile @Nullable Thread loader;

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

    /**
     * Begins to load the engine on a thread beside, so that other things can be read meanwhile;
     * {@link #get()} waits for it. If it cannot start, that is for {@link #get()} to say. A program
     * that ends earlier waits a moment, for libtorch must not be torn down while it is loaded.
     */
    public static synchronized void begin() {
        if (loader != null) {
            return;
        }
        var thread = new Thread(EngineAtWork::tryGet, "loads the engine");
        thread.setDaemon(true);
        thread.start();
        loader = thread;
        Runtime.getRuntime().addShutdownHook(new Thread(EngineAtWork::await, "awaits the engine"));
    }

    private static void tryGet() {
        try {
            get();
        } catch (RuntimeException | LinkageError e) {
            // whoever needs it tries again, and is told why not
        }
    }

    /** Waits a moment for an engine that is being loaded: before a halt, which calls no hooks. */
    public static void await() {
        Thread thread = loader;
        try {
            if (thread != null) {
                thread.join(LOADING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Engine start() {
        EngineSettings.apply(); // read when it is loaded
        Engine engine = Engine.getInstance();
        CacheSizes.mend(); // before the first convolution
        // OpenMP counts the processors of the machine, Java those of the container's quota.
        int processors = Runtime.getRuntime().availableProcessors();
        if (System.getenv("OMP_NUM_THREADS") == null && Libtorch.getNumThreads() > processors) {
            Libtorch.setNumThreads(processors);
        }
        return engine;
    }
}
