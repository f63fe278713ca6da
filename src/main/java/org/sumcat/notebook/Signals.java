package org.sumcat.notebook;

import java.lang.reflect.Proxy;

/**
 * Signals and process ends that concern a kernel. A kernel's class path may hold this and nothing
 * else of ours.
 */
final class Signals {
    private Signals() {}

    /**
     * Ends the kernel with the program that started it, which Jupyter names in the environment: a
     * kernel whose server was killed would go on computing for nobody.
     */
    static void endWithJupyter() {
        String parent = System.getenv("JPY_PARENT_PID");
        boolean windows = System.getProperty("os.name").startsWith("Windows"); // it is no pid there
        if (parent == null || windows || !parent.matches("[2-9]|[1-9]\\d{1,9}")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .ifPresent(
                        jupyter -> {
                            var unused = jupyter.onExit().thenRun(() -> System.exit(0));
                        });
    }

    /**
     * Handles SIGINT, with which Jupyter interrupts a cell unless the kernelspec asks for a
     * message; a JVM would end. By name, since the class is no part of the Java platform's API;
     * without it the signal does what it always did.
     */
    static void onInterrupt(Runnable told) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "equals" -> self == arguments[0];
                                        case "hashCode" -> System.identityHashCode(self);
                                        case "toString" -> "how Sumcat takes an interrupt";
                                        default -> {
                                            told.run();
                                            yield null;
                                        }
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ours);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            System.err.println("sumcat: an interrupt signal will end the kernel (" + e + ")");
        }
    }
}
