package org.sumcat.notebook;

import java.awt.image.RenderedImage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernel IJava by Spencer Park, and JJava, which is based on it: other packages, the same
 * names. Everything is accessed by name, so that one adapter serves both and depends on neither.
 */
final class SpencerPark implements Kernel {
    private final String name;
    private final Object kernel;

    private SpencerPark(String name, Object kernel) {
        this.name = name;
        this.kernel = kernel;
    }

    static Optional<Kernel> ijava() {
        return running("IJava", "io.github.spencerpark.ijava.IJava", "getKernelInstance");
    }

    /** JJava in both of its layouts: that of 1.0-a7, and the one before it. */
    static Optional<Kernel> jjava() {
        return running("JJava", "org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel")
                .or(() -> running("JJava", "org.dflib.jjava.JJava", "getKernelInstance"));
    }

    /** The kernel returned by a static method; empty where there is no such class or kernel. */
    private static Optional<Kernel> running(String name, String type, String method) {
        try {
            return Optional.ofNullable(Class.forName(type).getMethod(method).invoke(null))
                    .map(kernel -> new SpencerPark(name, kernel));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return name + " kernel";
    }

    /** A remark that no magic for a jar works in all kernels without a warning. */
    @Override
    public Optional<String> remark() {
        return name.equals("JJava")
                ? Optional.of(
                        "(JJava's warning about %jars does no harm: rapaio's %classpath takes"
                                + " folders only, so the lessons keep %jars)")
                : Optional.empty();
    }

    @Override
    public void register() {
        Output.types().forEach(this::register);
        register(RenderedImage.class);
    }

    /**
     * Registers a renderer by {@code
     * kernel.getRenderer().createRegistration(type).register(this::render)}.
     */
    private void register(Class<?> type) {
        Object registration =
                call(call(kernel, "getRenderer"), "createRegistration", (Object) type);
        Class<?> renderFunction = method(registration, "register", 1).getParameterTypes()[0];
        Object render =
                Proxy.newProxyInstance(
                        renderFunction.getClassLoader(),
                        new Class<?>[] {renderFunction},
                        (self, method, arguments) -> render(self, method, arguments));
        call(registration, "register", render);
        if (SpencerParkCells.take(kernel)) {
            // where its description asks for a signal; by itself the JVM would end
            Signals.onInterrupt(() -> call(kernel, "interrupt"));
        }
    }

    /** Renders by {@code (value, context) -> context.getOutputContainer().putData(...)}. */
    private static @Nullable Object render(
            Object self, Method method, Object @Nullable [] arguments) {
        if (arguments == null || arguments.length != 2) {
            // equals, hashCode and toString: all that the kernel's lists ask for
            return switch (method.getName()) {
                case "equals" -> arguments != null && self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "how Sumcat shows its types";
            };
        }
        put(Output.ofCell(arguments[0]), call(arguments[1], "getOutputContainer"));
        return null;
    }

    @Override
    public void show(Output output) {
        call(kernel, "display", displayData(output));
    }

    @Override
    public boolean rewrites() {
        return true;
    }

    /** Shows by {@code kernel.getIO().display.updateDisplay(data)}, with the id in the data. */
    @Override
    public void show(Output output, String id, boolean again) {
        Object data = displayData(output);
        call(data, "setDisplayId", id);
        if (again) {
            call(field(call(kernel, "getIO"), "display"), "updateDisplay", data);
        } else {
            call(kernel, "display", data);
        }
    }

    private Object displayData(Output output) {
        Class<?> displayData = method(kernel, "display", 1).getParameterTypes()[0];
        try {
            Object data = displayData.getConstructor().newInstance();
            put(output, data);
            return data;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " has another " + displayData, e);
        }
    }

    private static void put(Output output, Object displayData) {
        output.content().forEach((type, content) -> call(displayData, "putData", type, content));
        output.metadata().forEach((type, known) -> call(displayData, "putMetaData", type, known));
    }

    private static Object call(Object target, String name, Object... arguments) {
        try {
            Method method =
                    name.startsWith("put")
                            ? target.getClass().getMethod(name, String.class, Object.class)
                            : method(target, name, arguments.length);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(target.getClass() + "." + name + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(target.getClass() + " has another " + name, e);
        }
    }

    private static Object field(Object target, String name) {
        try {
            return target.getClass().getField(name).get(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(target.getClass() + " has another " + name, e);
        }
    }

    private static Method method(Object target, String name, int parameters) {
        return Arrays.stream(target.getClass().getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(target.getClass() + " lacks " + name));
    }
}
