package org.sumcat.device;

import ai.djl.Device;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sumcat.nn.Gated;

/**
 * Work on a GPU that is the same each time but for the numbers: it is recorded once, and from then
 * on the GPU repeats it by itself. A training step of a deep network is thousands of short
 * operations, and to be told of them takes a GPU longer than to do them.
 *
 * <p>DJL has no word for it, so libtorch's class {@code at::cuda::CUDAGraph}, public in C++, is
 * called by the names that its compiler gives functions on Linux; those of PyTorch 2.11 were run.
 * Work is recorded on a stream of its own, which is the current one of the thread while this object
 * lives, in memory of its own: a training can need twice as much as without.
 *
 * <p>An exception of C++ cannot come back this way: an error of CUDA while a recording is put into
 * its last form or repeated ends the process, with CUDA's words.
 */
public final class CudaGraph implements Repeater {
    /** Off with 0: each operation of each step is told to the GPU anew. */
    private static final String SWITCH = "SUMCAT_CUDA_GRAPH";

    /** Algorithms are chosen, kernels loaded and workspaces laid before anything is recorded. */
    private static final int BEFORE = 3;

    private static final int ENOUGH_FOR_ITS_FIELDS = 4096; // some hundred bytes
    private static final int SPOILT_BY_ANY_THREAD = 0; // cudaStreamCaptureModeGlobal, PyTorch's
    private static final int RECORDING = 1; // cudaStreamCaptureStatusActive

    /** With {@code --jobs} a process sees one GPU only, and it is the current one. */
    private static final int CURRENT_DEVICE = 0;

    /** One for all trainings: the engine keeps memory for each that was ever used. */
    private static @Nullable Stream kept;

    /** What could not be recorded leaves the engine in a state that no other recording survives. */
    private static boolean broken;

    private final Functions torch;
    private final Stream before;
    private final Stream own;
    private final Memory graph = new Memory(ENOUGH_FOR_ITS_FIELDS);
    private int runs;
    private boolean recorded;

    CudaGraph(Functions torch, Stream own) {
        this.torch = torch;
        this.own = own;
        torch.waitForDevice();
        before = torch.currentStream((byte) CURRENT_DEVICE);
        torch.use(own);
        graph.clear();
        torch.construct(graph);
    }

    /** For a device, or null where nothing can be recorded, or is different from step to step. */
    public static synchronized @Nullable CudaGraph of(Device device, Block network) {
        if (!isAllowed(device) || choosesByChance(network)) {
            return null;
        }
        Functions torch = Functions.find();
        if (torch == null) {
            return null;
        }
        if (kept == null) {
            kept = torch.newStream((byte) CURRENT_DEVICE);
        }
        return new CudaGraph(torch, kept);
    }

    static boolean isAllowed(Device device) {
        return device.isGpu()
                && device.getDeviceId() == CURRENT_DEVICE
                && Switch.isOn(SWITCH, true)
                && !broken;
    }

    /** Whether this engine can record. */
    static boolean isThere() {
        return Functions.find() != null;
    }

    /** Gates open and close on the CPU; a dropped number is chosen on the GPU. */
    static boolean choosesByChance(Block block) {
        return block instanceof Gated
                || block.getChildren().values().stream().anyMatch(CudaGraph::choosesByChance);
    }

    /** As {@link Repeater#run}; nothing of the work may wait for the GPU. */
    @Override
    public void run(Runnable work) {
        if (runs < BEFORE) {
            runs++;
            work.run();
            return;
        }
        if (!recorded) {
            record(work);
            recorded = true;
        }
        torch.replay(graph);
    }

    private void record(Runnable work) {
        torch.waitForDevice();
        JniUtils.emptyCudaCache(); // a recording lives in memory of its own
        torch.begin(graph, SPOILT_BY_ANY_THREAD);
        Throwable failure = null;
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        boolean spoilt = torch.status(own) != RECORDING;
        if (spoilt) { // libtorch would end the process
            torch.abandon(own);
            broken = true;
        } else {
            torch.end(graph);
        }
        if ((failure != null) || spoilt) {
            throw new IllegalStateException(
                    "a training step must be one that the GPU can record, but it refused%s; start again"
                                    .formatted(failure == null ? "" : ": " + failure.getMessage())
                            + " with %s=0 to train without a recording".formatted(SWITCH),
                    failure);
        }
    }

    @Override
    public void close() {
        try {
            torch.waitForDevice();
        } finally {
            torch.destruct(graph);
            torch.use(before);
            graph.close();
        }
    }

    /** {@code c10::Stream}: type and index of the device in the first bytes, then a number. */
    @Structure.FieldOrder({"device", "id"})
    public static class Stream extends Structure implements Structure.ByValue {
        public long device;
        public long id;
    }

    /** What is called in libtorch and in CUDA's runtime. */
    record Functions(
            Function newStream,
            Function currentStream,
            Function useStream,
            Function cudaStream,
            Function construct,
            Function destruct,
            Function begin,
            Function end,
            Function replay,
            Function synchronize,
            Function isCapturing,
            Function endCapture,
            Function lastError) {

        /** Null where the engine was built without CUDA, or has other names. */
        static @Nullable Functions find() {
            try {
                NativeLibrary c10 = library("libc10_cuda.so");
                NativeLibrary torch = library("libtorch_cuda.so");
                NativeLibrary cuda = NativeLibrary.getInstance("cudart"); // as DJL loads it
                String graph = "_ZN2at4cuda9CUDAGraph";
                return new Functions(
                        c10.getFunction("_ZN3c104cuda17getStreamFromPoolEba"),
                        c10.getFunction("_ZN3c104cuda20getCurrentCUDAStreamEa"),
                        c10.getFunction("_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE"),
                        c10.getFunction("_ZNK3c104cuda10CUDAStream6streamEv"),
                        constructor(torch, graph),
                        torch.getFunction(graph + "D1Ev"),
                        torch.getFunction(
                                graph + "13capture_beginESt4pairIyyE21cudaStreamCaptureMode"),
                        torch.getFunction(graph + "11capture_endEv"),
                        torch.getFunction(graph + "6replayEv"),
                        cuda.getFunction("cudaDeviceSynchronize"),
                        cuda.getFunction("cudaStreamIsCapturing"),
                        cuda.getFunction("cudaStreamEndCapture"),
                        cuda.getFunction("cudaGetLastError"));
            } catch (UnsatisfiedLinkError e) {
                return null;
            }
        }

        private static NativeLibrary library(String name) {
            return NativeLibrary.getInstance(Path.of(LibUtils.getLibtorchPath(), name).toString());
        }

        /** With a choice of keeping what was recorded since PyTorch 2.8, without before. */
        private static Function constructor(NativeLibrary torch, String graph) {
            try {
                return torch.getFunction(graph + "C1Eb");
            } catch (UnsatisfiedLinkError e) {
                return torch.getFunction(graph + "C1Ev");
            }
        }

        Stream newStream(byte device) {
            return (Stream) newStream.invoke(Stream.class, new Object[] {false, device});
        }

        Stream currentStream(byte device) {
            return (Stream) currentStream.invoke(Stream.class, new Object[] {device});
        }

        void use(Stream stream) {
            useStream.invokeVoid(new Object[] {stream});
        }

        void construct(Pointer graph) {
            construct.invokeVoid(new Object[] {graph, false});
        }

        void destruct(Pointer graph) {
            destruct.invokeVoid(new Object[] {graph});
        }

        /** In a pool of memory of its own: two zeros are no other's number. */
        void begin(Pointer graph, int mode) {
            begin.invokeVoid(new Object[] {graph, 0L, 0L, mode});
        }

        void end(Pointer graph) {
            end.invokeVoid(new Object[] {graph});
        }

        void replay(Pointer graph) {
            replay.invokeVoid(new Object[] {graph});
        }

        void waitForDevice() {
            int error = synchronize.invokeInt(new Object[0]);
            if (error != 0) {
                throw new IllegalStateException(
                        "CUDA must finish its work, but answered with error " + error);
            }
        }

        /** Of a recording on a stream; 0 is none. */
        int status(Stream stream) {
            try (var place = new Memory(Integer.BYTES)) {
                place.clear();
                isCapturing.invokeInt(new Object[] {handle(stream), place});
                return place.getInt(0);
            }
        }

        /** Ends a recording that is of no use; its error shall not be found by others. */
        void abandon(Stream stream) {
            try (var place = new Memory(Native.POINTER_SIZE)) {
                endCapture.invokeInt(new Object[] {handle(stream), place});
                lastError.invokeInt(new Object[0]);
            }
        }

        /** CUDA's own name for a stream. */
        private Pointer handle(Stream stream) {
            stream.write();
            return (Pointer) cudaStream.invoke(Pointer.class, new Object[] {stream.getPointer()});
        }
    }
}
