package org.sumcat.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.engine.Rules;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.Instructions;
import org.sumcat.torch.Libtorch;
import org.sumcat.train.GradientObserver;

/**
 * The device, threads and arithmetic of a run.
 *
 * @param device the engine's device
 * @param threads CPU threads of the engine
 * @param arithmetic of the layers while training; what is evaluated is evaluated in float32
 * @param rules of the engine by which networks are computed
 */
public record Compute(Device device, int threads, Arithmetic arithmetic, Rules rules) {
    private static final int MOST_THREADS = 1024;
    private static final int AMPERE = 80; // the first GPUs of NVIDIA with bfloat16

    public Compute {
        requireThreads(threads);
    }

    /** A device with the default rules of the engine. */
    public Compute(Device device, int threads, Arithmetic arithmetic) {
        this(device, threads, arithmetic, Rules.DEFAULT);
    }

    /**
     * The device of a plan, as {@link #of(String)} and {@link #with} read its words.
     *
     * @param rules as {@link Rules#of(String)} reads them; null for the default ones
     */
    public static Compute of(String device, String precision, @Nullable String rules) {
        return of(device).with(precision).by(rules == null ? Rules.DEFAULT : Rules.of(rules));
    }

    /** Returns a copy that computes networks by other rules. */
    public Compute by(Rules others) {
        return new Compute(device, threads, arithmetic, others);
    }

    /**
     * The requested device, with the engine's number of threads.
     *
     * @param device {@code auto} (a GPU where the engine sees one, else the CPU), {@code cpu} or
     *     {@code gpu}
     * @throws IllegalArgumentException for another word, and for {@code gpu} where the engine sees
     *     none
     */
    public static Compute of(String device) {
        if (!List.of("auto", "cpu", "gpu").contains(device)) {
            throw new IllegalArgumentException(
                    "device must be auto, cpu or gpu, but was '%s'".formatted(device));
        }
        int gpus = gpus(); // and the engine is there
        if (device.equals("gpu") && gpus == 0) {
            throw new IllegalArgumentException(
                    "device gpu needs a GPU that the engine sees, but it sees none%s;"
                                    .formatted(
                                            Machine.graphicsCard(0).map(Compute::unseen).orElse(""))
                            + " use --device cpu, or see ./sumcat doctor");
        }
        boolean gpu = gpus > 0 && !device.equals("cpu");
        return new Compute(
                gpu ? Device.gpu() : Device.cpu(), Libtorch.getNumThreads(), Arithmetic.FLOAT32);
    }

    /**
     * Returns a copy with another precision.
     *
     * @param word {@code exact} or {@code float32}; {@code fast} or {@code bfloat16}
     * @throws IllegalArgumentException for another word, and for bfloat16 where the device has to
     *     make do without instructions for it
     */
    public Compute with(String word) {
        Arithmetic wanted =
                switch (word) {
                    case "exact", "float32", "tf32" -> Arithmetic.FLOAT32;
                    case "fast", "bfloat16" -> Arithmetic.BFLOAT16;
                    default ->
                            throw new IllegalArgumentException(
                                    "precision must be exact or fast, but was '%s'"
                                            .formatted(word));
                };
        if (wanted == Arithmetic.BFLOAT16 && !hasBfloat16()) {
            throw new IllegalArgumentException(
                    "precision fast needs a device with bfloat16 (%s), but %s has none; leave it out"
                            .formatted(
                                    device.isGpu()
                                            ? "NVIDIA Ampere or later"
                                            : "processors with " + Instructions.BFLOAT16,
                                    words()));
        }
        return new Compute(device, threads, wanted, rules);
    }

    /**
     * Returns whether the device has instructions for bfloat16; without them it would be slower.
     */
    public boolean hasBfloat16() {
        return device.isGpu()
                ? Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId())) >= AMPERE
                : Instructions.here().forBfloat16();
    }

    /**
     * Returns whether a GPU records a training step as a CUDA graph and replays it, instead of
     * launching each operation; {@code SUMCAT_CUDA_GRAPH=0} turns that off. Networks with gates,
     * and trainings that a {@link GradientObserver} watches, are not recorded.
     */
    public boolean recordsSteps() {
        return CudaGraph.isAllowed(device) && CudaGraph.isThere();
    }

    /**
     * Returns whether cuDNN autotunes its algorithms for each new shape, in bfloat16 and with
     * {@code SUMCAT_CUDNN_AUTOTUNE=1} only: the fastest one can differ from run to run, and each
     * sums in an order of its own.
     */
    public boolean triesAlgorithms() {
        return arithmetic == Arithmetic.BFLOAT16 && Switch.isOn("SUMCAT_CUDNN_AUTOTUNE", false);
    }

    /** The number of GPUs that the engine sees. */
    public static int gpus() {
        return EngineAtWork.get().getGpuCount();
    }

    /**
     * Refuses an absurd number of CPU threads; the engine would try to start them.
     *
     * @throws IllegalArgumentException if there are none or too many
     */
    public static void requireThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be from 1 to %s, but were %s".formatted(MOST_THREADS, threads));
        }
    }

    /**
     * Sets the number of CPU threads of this process.
     *
     * @param threads at least 1
     */
    public static void useThreads(int threads) {
        requireThreads(threads);
        EngineAtWork.get(); // loads the library that is to be told
        Libtorch.setNumThreads(threads);
    }

    /** The memory of the device in bytes: of the GPU, or of the machine. */
    public long memory() {
        return device.isGpu() ? CudaUtils.getGpuMemory(device).getMax() : Machine.memory();
    }

    /** The kind of device, {@code cpu} or {@code gpu}. */
    public String kind() {
        return device.isGpu() ? "gpu" : "cpu";
    }

    /** Versions of the software that computes; runs made with other versions are different runs. */
    public Map<String, String> versions() {
        return Versions.computing(Versions.all());
    }

    private static String unseen(String card) {
        return " (there is a %s, but no CUDA driver or runtime was found)".formatted(card);
    }

    /**
     * The arithmetic of convolutions in training: {@code bfloat16}; else {@code float32}, or on a
     * GPU {@code tf32} (10 bits of mantissa in the products) unless {@code NVIDIA_TF32_OVERRIDE=0}
     * forbids it, as the launcher does.
     */
    public String precision() {
        if (arithmetic == Arithmetic.BFLOAT16) {
            return "bfloat16";
        }
        boolean exact = !device.isGpu() || "0".equals(System.getenv("NVIDIA_TF32_OVERRIDE"));
        return exact ? "float32" : "tf32";
    }

    /** A description: {@code cpu (AMD EPYC 9354), 2 threads}, {@code gpu 0 (NVIDIA H200)}. */
    public String words() {
        return device.isGpu()
                ? "gpu %s (%s)"
                        .formatted(
                                device.getDeviceId(),
                                Machine.gpu(device.getDeviceId()).orElse("of unknown make"))
                : "cpu (%s), %s thread%s"
                        .formatted(Machine.processor(), threads, threads == 1 ? "" : "s");
    }
}
