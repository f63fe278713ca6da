package org.sumcat.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;

/**
 * How many runs go on at once, and how the machine is divided among them.
 *
 * @param jobs runs at once
 * @param threads CPU threads of each
 */
public record Slots(int jobs, int threads) {

    public Slots {
        if (jobs < 1 || jobs > 256) {
            throw new IllegalArgumentException("--jobs must be from 1 to 256, but was " + jobs);
        }
        Compute.requireThreads(threads);
    }

    /**
     * What was asked for; the rest so that the machine is full and not more than full. On GPUs one
     * run each. On a CPU as many runs as there are processors or runs, whichever is less, each with
     * its share of the threads: small networks keep one core busier than several.
     *
     * @param jobs asked for, or null
     * @param threads of each, asked for, or null
     * @param processors of this machine
     * @param gpus that the runs are to use, 0 for a CPU
     * @param runs to be done
     */
    public static Slots of(
            @Nullable Integer jobs, @Nullable Integer threads, int processors, int gpus, int runs) {
        int share = threads == null ? 1 : new Slots(1, threads).threads();
        int room = gpus > 0 ? gpus : Math.max(1, processors / share);
        int atOnce = jobs != null ? jobs : Math.min(room, runs);
        int each = threads != null ? threads : Math.max(1, processors / Math.max(1, atOnce));
        return new Slots(atOnce, each);
    }

    /** The GPUs that a process may see, as CUDA names them: some of those that this one may see. */
    public static List<String> gpus(int count) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return visible == null || visible.isBlank()
                ? IntStream.range(0, count).mapToObj(String::valueOf).toList()
                : Arrays.stream(visible.split(",", -1)).map(String::strip).limit(count).toList();
    }
}
