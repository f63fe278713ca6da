package org.sumcat.device;

import ai.djl.Device;
import com.sun.jna.Memory;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;
import org.sumcat.torch.Libtorch;

/**
 * GPU work that repeats with other numbers: it is recorded once as a CUDA graph, and then replayed.
 * A training step of a deep network is thousands of short operations, and launching them takes
 * longer than the GPU needs to run them.
 *
 * <p>DJL has no word for it, so libtorch's class {@code at::cuda::CUDAGraph}, public in C++, is
 * called by the names that its compiler gives functions on Linux; those of PyTorch 2.11 were run.
 * Work is recorded on a stream of its own, which is the current one of the thread while this object
 * lives, in memory of its own: a training can need twice as much as without.
 *
 * <p>An exception of C++ cannot come back this way: an error of CUDA while a recording is put into
 * its last form or repeated ends the process, with CUDA's message.
 */
public final class CudaGraph implements Repeater {
    /**
     * The variable that turns recording off with 0: each operation of each step is then launched by
     * the CPU.
     */
    private static final String SWITCH = "SUMCAT_CUDA_GRAPH";

    /**
     * Steps before the recording, in which algorithms are chosen, kernels loaded and workspaces
     * allocated.
     */
    private static final int BEFORE = 3;

    private static final int ENOUGH_FOR_ITS_FIELDS = 4096; // some hundred bytes
    private static final int SPOILT_BY_ANY_THREAD = 0; // cudaStreamCaptureModeGlobal, PyTorch's
    private static final int RECORDING = 1; // cudaStreamCaptureStatusActive

    /** The current device: with {@code --jobs} a process sees one GPU only. */
    private static final int CURRENT_DEVICE = 0;

    /** One stream for all trainings: the engine keeps memory for each that was ever used. */
    private static @Nullable Stream kept;

    /**
     * True once a recording has failed, which leaves the engine in a state that no other recording
     * survives.
     */
    private static boolean broken;

    private final CudaFunctions torch;
    private final Stream before;
    private final Stream own;
    private final Memory graph = new Memory(ENOUGH_FOR_ITS_FIELDS);
    private int runs;
    private boolean recorded;

    CudaGraph(CudaFunctions torch, Stream own) {
        this.torch = torch;
        this.own = own;
        torch.waitForDevice();
        before = torch.currentStream((byte) CURRENT_DEVICE);
        torch.use(own);
        graph.clear();
        torch.construct(graph);
    }

    /** A graph for a device, or null where nothing can be recorded. */
    public static synchronized @Nullable CudaGraph of(Device device) {
        if (!isAllowed(device)) {
            return null;
        }
        CudaFunctions torch = CudaFunctions.find();
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

    /** Returns whether the loaded engine can record CUDA graphs. */
    static boolean isThere() {
        return CudaFunctions.find() != null;
    }

    /** Like {@link Repeater#run}; the work must not wait for the GPU. */
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
        Libtorch.emptyCudaCache(); // a recording lives in memory of its own
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

    /**
     * The native {@code c10::Stream}: type and index of the device in the first bytes, then a
     * number.
     */
    @Structure.FieldOrder({"device", "id"})
    public static class Stream extends Structure implements Structure.ByValue {
        public long device;
        public long id;
    }
}
