package org.sumcat.device;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Libtorch;

/** Native functions of libtorch and of CUDA's runtime. */
record CudaFunctions(
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

    /** Looks the functions up; null where the engine was built without CUDA, or has other names. */
    static @Nullable CudaFunctions find() {
        try {
            NativeLibrary c10 = library("libc10_cuda.so");
            NativeLibrary torch = library("libtorch_cuda.so");
            NativeLibrary cuda = NativeLibrary.getInstance("cudart"); // as DJL loads it
            String graph = "_ZN2at4cuda9CUDAGraph";
            return new CudaFunctions(
                    c10.getFunction("_ZN3c104cuda17getStreamFromPoolEba"),
                    c10.getFunction("_ZN3c104cuda20getCurrentCUDAStreamEa"),
                    c10.getFunction("_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE"),
                    c10.getFunction("_ZNK3c104cuda10CUDAStream6streamEv"),
                    constructor(torch, graph),
                    torch.getFunction(graph + "D1Ev"),
                    torch.getFunction(graph + "13capture_beginESt4pairIyyE21cudaStreamCaptureMode"),
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
        return NativeLibrary.getInstance(Path.of(Libtorch.getLibtorchPath(), name).toString());
    }

    /** The graph's constructor, which since PyTorch 2.8 takes a flag for keeping the graph. */
    private static Function constructor(NativeLibrary torch, String graph) {
        try {
            return torch.getFunction(graph + "C1Eb");
        } catch (UnsatisfiedLinkError e) {
            return torch.getFunction(graph + "C1Ev");
        }
    }

    CudaGraph.Stream newStream(byte device) {
        return (CudaGraph.Stream)
                newStream.invoke(CudaGraph.Stream.class, new Object[] {false, device});
    }

    CudaGraph.Stream currentStream(byte device) {
        return (CudaGraph.Stream)
                currentStream.invoke(CudaGraph.Stream.class, new Object[] {device});
    }

    void use(CudaGraph.Stream stream) {
        useStream.invokeVoid(new Object[] {stream});
    }

    void construct(Pointer graph) {
        construct.invokeVoid(new Object[] {graph, false});
    }

    void destruct(Pointer graph) {
        destruct.invokeVoid(new Object[] {graph});
    }

    /** Begins a recording in a memory pool of its own, identified by two zeros. */
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

    /** Capture status of a stream; 0 is none. */
    int status(CudaGraph.Stream stream) {
        try (var place = new Memory(Integer.BYTES)) {
            place.clear();
            isCapturing.invokeInt(new Object[] {handle(stream), place});
            return place.getInt(0);
        }
    }

    /** Ends a useless recording and clears its error, which others must not find. */
    void abandon(CudaGraph.Stream stream) {
        try (var place = new Memory(Native.POINTER_SIZE)) {
            endCapture.invokeInt(new Object[] {handle(stream), place});
            lastError.invokeInt(new Object[0]);
        }
    }

    /** CUDA's own handle of a stream. */
    private Pointer handle(CudaGraph.Stream stream) {
        stream.write();
        return (Pointer) cudaStream.invoke(Pointer.class, new Object[] {stream.getPointer()});
    }
}
