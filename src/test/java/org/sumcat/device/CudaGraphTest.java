package org.sumcat.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What libtorch is told, in which order. There is no GPU here: functions of the test stand in the
 * place of those of the library, and are called as those would be.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CudaGraphTest {
    private static final int ACTIVE = 1; // cudaStreamCaptureStatusActive
    private static final int INVALIDATED = 2;
    private static final long CUDA =
            1; // c10::DeviceType::CUDA in the first byte, the index in the second

    private final List<String> told = new ArrayList<>();
    private final List<Callback> kept = new ArrayList<>(); // JNA frees those that nobody holds
    private int status = ACTIVE;

    @Test
    void Work_is_done_three_times_then_recorded_once_and_from_then_on_repeated() {
        try (var graph = graph()) {
            for (int i = 0; i < 6; i++) {
                graph.run(() -> told.add("work"));
            }
        }
        assertThat(told)
                .containsExactly(
                        "new stream of 0, high priority false",
                        "wait",
                        "current stream of 0",
                        "use stream 1 77",
                        "construct",
                        "work",
                        "work",
                        "work",
                        "wait",
                        "begin in pool 0 0, mode 0",
                        "work",
                        "status of 77",
                        "end",
                        "replay", // what was recorded has not been done
                        "replay",
                        "replay",
                        "wait",
                        "destruct",
                        "use stream 1 5");
    }

    @Test
    void A_step_that_cannot_be_recorded_is_an_error_with_a_way_out_and_no_half_recording_is_used() {
        status = INVALIDATED;
        try (var graph = graph()) {
            for (int i = 0; i < 3; i++) {
                graph.run(() -> {});
            }
            told.clear();
            assertThatThrownBy(() -> graph.run(() -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SUMCAT_CUDA_GRAPH=0");
            assertThat(told).endsWith("status of 77", "abandon 77", "forget the last error");
        }
        assertThat(told)
                .endsWith("wait", "destruct", "use stream 1 5")
                .doesNotContain("end", "replay");
    }

    @Test
    void An_operation_that_fails_while_it_is_recorded_is_named() {
        try (var graph = graph()) {
            for (int i = 0; i < 3; i++) {
                graph.run(() -> {});
            }
            assertThatThrownBy(
                            () ->
                                    graph.run(
                                            () -> {
                                                throw new OutOfMemoryError("of the heap");
                                            }))
                    .hasMessageContaining("of the heap")
                    .hasMessageContaining("SUMCAT_CUDA_GRAPH=0");
        }
        assertThat(told).contains("end", "use stream 1 5").doesNotContain("abandon 77", "replay");
    }

    @Test
    void Without_a_GPU_nothing_is_recorded() {
        assertThat(CudaGraph.of(Device.cpu())).isNull();
        assertThat(Compute.of("cpu").recordsSteps()).isFalse();
    }

    @Test
    void Only_the_GPU_that_is_the_current_one_of_a_process_can_record() {
        assertThat(CudaGraph.isAllowed(Device.of("gpu", 1))).isFalse();
    }

    private CudaGraph graph() {
        CudaFunctions library = library();
        return new CudaGraph(library, library.newStream((byte) 0));
    }

    private CudaFunctions library() {
        return new CudaFunctions(
                function(
                        (NewStream)
                                (high, device) -> {
                                    told.add(
                                            "new stream of %d, high priority %s"
                                                    .formatted(device, high));
                                    return stream(device, 77);
                                }),
                function(
                        (CurrentStream)
                                device -> {
                                    told.add("current stream of " + device);
                                    return stream(device, 5);
                                }),
                function(
                        (UseStream)
                                stream ->
                                        told.add(
                                                "use stream %d %d"
                                                        .formatted(stream.device, stream.id))),
                function((Handle) stream -> new Pointer(stream.getLong(Long.BYTES))),
                function((Construct) (self, keep) -> told.add("construct")),
                function((OnSelf) self -> told.add("destruct")),
                function(
                        (Begin)
                                (self, first, second, mode) ->
                                        told.add(
                                                "begin in pool %d %d, mode %d"
                                                        .formatted(first, second, mode))),
                function((OnSelf) self -> told.add("end")),
                function((OnSelf) self -> told.add("replay")),
                function(
                        (Wait)
                                () -> {
                                    told.add("wait");
                                    return 0;
                                }),
                function(
                        (OnStream)
                                (stream, place) -> {
                                    told.add("status of " + Pointer.nativeValue(stream));
                                    place.setInt(0, status);
                                    return 0;
                                }),
                function(
                        (OnStream)
                                (stream, place) -> {
                                    told.add("abandon " + Pointer.nativeValue(stream));
                                    return 0;
                                }),
                function(
                        (Wait)
                                () -> {
                                    told.add("forget the last error");
                                    return 0;
                                }));
    }

    private Function function(Callback callback) {
        kept.add(callback);
        return Function.getFunction(CallbackReference.getFunctionPointer(callback));
    }

    private static CudaGraph.Stream stream(byte device, long id) {
        var stream = new CudaGraph.Stream();
        stream.device = CUDA + (device << Byte.SIZE);
        stream.id = id;
        stream.write();
        return stream;
    }

    /** {@code c10::cuda::getStreamFromPool}. */
    public interface NewStream extends Callback {
        CudaGraph.Stream call(boolean highPriority, byte device);
    }

    /** {@code c10::cuda::getCurrentCUDAStream}. */
    public interface CurrentStream extends Callback {
        CudaGraph.Stream call(byte device);
    }

    /** {@code c10::cuda::setCurrentCUDAStream}. */
    public interface UseStream extends Callback {
        void call(CudaGraph.Stream stream);
    }

    /** {@code c10::cuda::CUDAStream::stream}. */
    public interface Handle extends Callback {
        Pointer call(Pointer stream);
    }

    /** The constructor of {@code at::cuda::CUDAGraph}. */
    public interface Construct extends Callback {
        void call(Pointer self, boolean keep);
    }

    /** {@code at::cuda::CUDAGraph::capture_begin}. */
    public interface Begin extends Callback {
        void call(Pointer self, long first, long second, int mode);
    }

    /** Without arguments. */
    public interface OnSelf extends Callback {
        void call(Pointer self);
    }

    /** {@code cudaDeviceSynchronize}. */
    public interface Wait extends Callback {
        int call();
    }

    /** {@code cudaStreamIsCapturing}, {@code cudaStreamEndCapture}. */
    public interface OnStream extends Callback {
        int call(Pointer stream, Pointer place);
    }
}
