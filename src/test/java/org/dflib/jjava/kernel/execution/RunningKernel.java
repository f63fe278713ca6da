package org.dflib.jjava.kernel.execution;

import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Keeps the threads of cells where JJava does: behind a map, in what controls the execution. */
public final class RunningKernel {
    private final Map<String, Object> controls;

    public RunningKernel(ExecutorService executor) {
        controls = Map.of("id", new JJavaExecutionControl(this, executor));
    }

    public ExecutorService executor() {
        return ((JJavaExecutionControl) controls.get("id")).executor;
    }

    private static final class JJavaExecutionControl {
        private final RunningKernel kernel;
        private final ExecutorService executor;

        JJavaExecutionControl(RunningKernel kernel, ExecutorService executor) {
            this.kernel = kernel;
            this.executor = executor;
        }

        @Override
        public String toString() {
            return "of " + kernel;
        }
    }
}
