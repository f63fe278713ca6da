package org.sumcat.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Compute;

/**
 * The number of concurrent runs, and the threads of each.
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
     * The requested numbers, with the rest chosen so that the machine is fully used and not
     * overloaded. On GPUs one run each. On a CPU as many runs as there are processors or runs,
     * whichever is less, each with its share of the threads: small networks keep one core busier
     * than several.
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

    /**
     * The visible GPUs for a number of processes, by CUDA's names, among those visible to this
     * process.
     */
    public static List<String> gpus(int count) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        return visible == null || visible.isBlank()
                ? IntStream.range(0, count).mapToObj(String::valueOf).toList()
                : Arrays.stream(visible.split(",", -1)).map(String::strip).limit(count).toList();
    }
}
