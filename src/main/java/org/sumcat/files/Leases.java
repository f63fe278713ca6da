package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases of runs: one worker per run, on one machine or in a folder that several machines share.
 *
 * <p>A worker holds a lock of the system on a file, which is released when the process ends. Such a
 * lock may not reach other machines (NFS, as it is often mounted), so a worker also writes its name
 * with a heartbeat. A lease expires when another machine has seen the same heartbeat for {@link
 * #PATIENCE} on its own monotonic clock; no time of day is compared, so wrong and changing clocks
 * do no harm. A worker that was paused for that long finds another's name in place of its own, has
 * lost the run, and stops.
 */
public final class Leases implements AutoCloseable {
    /** The heartbeat interval of a lease. */
    static final Duration BEAT = Duration.ofSeconds(5);

    /**
     * The expiry time: twice the minute for which NFS may show an old file, and some heartbeats.
     */
    static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Path folder;
    private final Supplier<Worker> self;
    private final LongSupplier nanoTime;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "leases");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** A heartbeat of another machine's worker, and since when it has been unchanged. */
    private record Sighting(String line, long since) {}

    /** Manages this process's leases in a results folder. */
    public Leases(Path out) {
        this(out, Worker::here, System::nanoTime);
    }

    /**
     * Manages leases for any worker and clock.
     *
     * @param self who takes a lease; another token for each
     * @param nanoTime a clock that never goes back
     */
    public Leases(Path out, Supplier<Worker> self, LongSupplier nanoTime) {
        folder = out.resolve(".leases");
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes the lease of a run, if nobody has it.
     *
     * @param run its identity
     * @param onLost called, on another thread, when somebody else has taken it over
     */
    public Optional<Lease> take(String run, Runnable onLost) {
        try {
            SystemLock lock = SystemLock.tryTake(folder.resolve(run + ".lock")).orElse(null);
            if (lock == null) {
                return Optional.empty();
            }
            Lease lease = null;
            try {
                lease = take(run, lock, onLost);
            } finally {
                if (lease == null) {
                    lock.close();
                }
            }
            return Optional.ofNullable(lease);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s could not be written (%s: %s); make room or use another folder"
                            .formatted(folder, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    /**
     * Takes the lease of a run; where another worker has it, waits until that worker proves alive
     * or its lease expires.
     *
     * @param told gets a line where that takes a while
     */
    public Optional<Lease> await(String run, Runnable onLost, Consumer<String> told)
            throws InterruptedException {
        String first = line(run);
        long begun = nanoTime.getAsLong();
        boolean said = false;
        while (true) {
            Optional<Lease> lease = take(run, onLost);
            if (lease.isPresent()
                    || !line(run).equals(first)
                    || nanoTime.getAsLong() - begun > PATIENCE.plus(BEAT).toNanos()) {
                return lease;
            }
            if (!said) {
                told.accept(
                        "waits for a heartbeat of %s, up to %s s"
                                .formatted(holder(run), PATIENCE.toSeconds()));
                said = true;
            }
            Thread.sleep(BEAT.toMillis() / 5);
        }
    }

    /** The worker that holds a run, in words. */
    public String holder(String run) {
        return Worker.of(line(run)).words();
    }

    /** The last heartbeat of a run's worker; empty where there is none. */
    private String line(String run) {
        try {
            String line = read(file(run));
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    private @Nullable Lease take(String run, SystemLock lock, Runnable onLost) throws IOException {
        String there = read(file(run));
        if (there != null && !isDead(run, there, lock)) {
            return null;
        }
        Worker worker = self.get();
        if (there != null) {
            if (!there.equals(read(file(run)))) {
                return null; // another was faster
            }
            Files.deleteIfExists(file(run));
        }
        try {
            Files.writeString(file(run), worker.line(0), UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        sightings.remove(run);
        var lease = new Lease(file(run), worker, lock, onLost);
        long period = BEAT.toMillis();
        lease.with(beats.scheduleAtFixedRate(lease::beat, period, period, TimeUnit.MILLISECONDS));
        return lease;
    }

    /** Returns whether the worker of this heartbeat has ended, as far as can be known here. */
    private boolean isDead(String run, String line, SystemLock lock) {
        if (lock.isReal() && Worker.of(line).kernel().equals(self.get().kernel())) {
            return true; // on its machine its lock would have been in the way
        }
        long now = nanoTime.getAsLong();
        Sighting seen =
                sightings.merge(
                        run,
                        new Sighting(line, now),
                        (before, here) -> before.line().equals(here.line()) ? before : here);
        return now - seen.since() >= PATIENCE.toNanos();
    }

    private Path file(String run) {
        return folder.resolve(run + ".lease");
    }

    private static @Nullable String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Stops the heartbeats; leases that are still held are for their holders to close. */
    @Override
    public void close() {
        beats.shutdownNow();
    }
}
