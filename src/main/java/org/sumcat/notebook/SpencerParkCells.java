package org.sumcat.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * Cell execution in IJava and JJava, whose threads are hard to stop: replaced by our {@link
 * CellThreads}.
 */
final class SpencerParkCells {
    private static final String OURS = "(io\\.github\\.spencerpark|org\\.dflib\\.jjava)\\..*";

    /** The time limit for the kernel's last answer. */
    private static final int LAST_ANSWER_MILLIS = 500;

    private SpencerParkCells() {}

    /**
     * Installs our threads from the next snippet on, and lets the kernel end when it is told to.
     * Called in a cell. Each version keeps its threads in another place, so they are looked for.
     *
     * @return whether they were found
     */
    static boolean take(Object kernel) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var next = new ArrayDeque<Object>(List.of(kernel));
        var shells = new HashSet<JShell>();
        boolean taken = false;
        while (!next.isEmpty()) {
            Object owner = next.remove();
            if (seen.add(owner)) {
                for (Field field : fields(owner)) {
                    Object value = value(field, owner);
                    if (value instanceof CellThreads) {
                        return true;
                    } else if (value instanceof JShell shell) {
                        shells.add(shell);
                    } else if (value instanceof ExecutorService && isControl(owner)) {
                        taken |= put(field, owner);
                    } else {
                        next.addAll(worthALook(value));
                    }
                }
            }
        }
        if (taken) {
            shells.forEach(shell -> shell.onShutdown(closed -> exit()));
        }
        return taken;
    }

    private static boolean isControl(Object owner) {
        return owner.getClass().getSimpleName().endsWith("ExecutionControl");
    }

    private static boolean put(Field field, Object owner) {
        try {
            String name = Thread.currentThread().getName().replaceFirst("\\d*$", "");
            field.set(owner, new CellThreads(name));
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * Ends the kernel although a cell runs, for which these kernels would wait until they are
     * killed.
     */
    private static void exit() {
        var exit =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(LAST_ANSWER_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            System.exit(0);
                        },
                        "sumcat-exit");
        exit.setDaemon(true);
        exit.start();
    }

    private static List<Field> fields(Object owner) {
        var fields = new ArrayList<Field>();
        for (Class<?> type = owner.getClass();
                type != null && type.getName().matches(OURS);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static @Nullable Object value(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The kernel's own objects in a value, including those in a map. */
    private static List<Object> worthALook(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(each -> worthALook(each).stream()).toList();
        }
        return value != null && value.getClass().getName().matches(OURS)
                ? List.of(value)
                : List.of();
    }
}
