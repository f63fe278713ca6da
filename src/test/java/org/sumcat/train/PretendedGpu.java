package org.sumcat.train;

import static net.bytebuddy.matcher.ElementMatchers.hasParameters;
import static net.bytebuddy.matcher.ElementMatchers.hasType;
import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.whereAny;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtDeviceType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;

/**
 * A GPU for tests on a machine that has none: DJL believes that {@code Device.gpu()} is there and
 * keeps its books of what lies where, while the engine computes on the CPU. What crosses from one
 * memory to the other, or is made in the CPU's, is written down.
 *
 * <p>An array counts as the GPU's unless the CPU was named when it was made or moved.
 */
public final class PretendedGpu implements AutoCloseable {
    private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());
    private static final Set<Object> ON_THE_CPU =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** The engine reads them in place; DJL lets go of what it thinks was copied to a GPU. */
    private static final List<Object> BUFFERS = Collections.synchronizedList(new ArrayList<>());

    private final ClassReloadingStrategy strategy;

    public PretendedGpu() {
        Engine.getInstance(); // with what there is
        ByteBuddyAgent.install();
        strategy = ClassReloadingStrategy.fromInstalledAgent();
        EVENTS.clear();
        ON_THE_CPU.clear();
        new ByteBuddy()
                .redefine(JniUtils.class)
                .visit(
                        Advice.to(Made.class)
                                .on(
                                        isPublic()
                                                .and(returns(PtNDArray.class))
                                                .and(
                                                        hasParameters(
                                                                whereAny(
                                                                        hasType(
                                                                                is(
                                                                                        Device
                                                                                                .class)))))))
                .visit(Advice.to(Lies.class).on(named("getDevice")))
                .make()
                .load(JniUtils.class.getClassLoader(), strategy);
        new ByteBuddy()
                .redefine(PtDeviceType.class)
                .visit(Advice.to(Cpu.class).on(named("toDeviceType")))
                .make()
                .load(PtDeviceType.class.getClassLoader(), strategy);
    }

    /** What has happened since the last time. */
    public List<String> events() {
        List<String> events = List.copyOf(EVENTS);
        EVENTS.clear();
        return events;
    }

    @Override
    public void close() {
        try {
            strategy.reset(JniUtils.class, PtDeviceType.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ON_THE_CPU.clear();
        BUFFERS.clear();
    }

    /** Called by what is woven into DJL: an array was made, of another one or of nothing. */
    public static void made(String how, Object[] arguments, Object array) {
        Device to = null;
        Device from = how.equals("createNdFromByteBuffer") ? Device.cpu() : null;
        for (Object argument : arguments) {
            if (argument instanceof Device device) {
                to = device;
            }
            if (argument instanceof ByteBuffer) {
                BUFFERS.add(argument);
            }
            if (argument instanceof PtNDArray source && how.equals("to")) {
                from = of(source);
            }
        }
        if (to != null && !to.isGpu()) {
            ON_THE_CPU.add(array);
        }
        if (from != null && !from.equals(to)) {
            event("%s -> %s by %s".formatted(from, to, how));
        } else if (to != null && !to.isGpu()) {
            event("%s on %s".formatted(how, to));
        }
    }

    /** Where an array lies, as DJL is to believe. */
    public static Device of(PtNDArray array) {
        return ON_THE_CPU.contains(array) ? Device.cpu() : Device.gpu();
    }

    private static void event(String what) {
        String where =
                StackWalker.getInstance()
                        .walk(
                                frames ->
                                        frames.map(StackWalker.StackFrame::getClassName)
                                                .filter(name -> name.startsWith("org.sumcat."))
                                                .filter(name -> !name.contains("PretendedGpu"))
                                                .findFirst()
                                                .orElse("?"));
        EVENTS.add(what + " in " + where);
    }

    static final class Made {
        @Advice.OnMethodExit
        static void after(
                @Advice.Origin("#m") String how,
                @Advice.AllArguments Object[] arguments,
                @Advice.Return Object array) {
            PretendedGpu.made(how, arguments, array);
        }
    }

    static final class Lies {
        @Advice.OnMethodExit
        static void after(
                @Advice.Argument(0) PtNDArray array,
                @Advice.Return(readOnly = false) Device device) {
            device = PretendedGpu.of(array);
        }
    }

    static final class Cpu {
        @Advice.OnMethodExit
        static void after(@Advice.Return(readOnly = false) int type) {
            type = 0;
        }
    }
}
