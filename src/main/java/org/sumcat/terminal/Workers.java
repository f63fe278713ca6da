package org.sumcat.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks run in parallel, a limited number at a time. */
public final class Workers {
    private Workers() {}

    /**
     * The results of all tasks, in their order. With the first that fails the others are
     * interrupted.
     *
     * @param jobs how many at once
     * @throws IllegalArgumentException if that is less than one
     */
    public static <T> List<T> all(int jobs, List<Callable<T>> tasks)
            throws IOException, InterruptedException {
        requireJobs(jobs);
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            var results = new ArrayList<T>();
            for (Future<T> future : tasks.stream().map(threads::submit).toList()) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Refuses a number of jobs below one. */
    public static void requireJobs(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("--jobs must be at least 1, but was " + jobs);
        }
    }
}
