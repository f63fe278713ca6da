package org.sumcat.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines are played by workers with other kernels; a lock of the system cannot be seen between.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeasesTest {
    private static final Runnable NOTHING = () -> {};

    @TempDir private Path folder;

    private final AtomicLong clock = new AtomicLong();

    private Leases of(String host) {
        return new Leases(folder, () -> new Worker(host, host, 7, host + "-token"), clock::get);
    }

    private void elsewhere(String host, long beat) throws IOException {
        Path file = folder.resolve(".leases/run.lease");
        Files.createDirectories(file.getParent());
        Files.writeString(file, new Worker(host, host, 9, host + "-token").line(beat));
    }

    @Test
    void one_run_is_for_one_worker_until_it_gives_it_back() {
        try (var leases = of("a");
                var others = of("a")) {
            Lease lease = leases.take("run", NOTHING).orElseThrow();
            assertThat(others.take("run", NOTHING)).isEmpty();
            assertThat(others.holder("run")).isEqualTo("process 7 on a");
            lease.close();
            Lease next = others.take("run", NOTHING).orElseThrow();
            next.close();
        }
    }

    @Test
    void what_a_dead_process_of_this_machine_left_is_free_at_once() throws IOException {
        elsewhere("a", 5);
        try (var leases = of("a")) {
            Lease lease = leases.take("run", NOTHING).orElseThrow();
            lease.close();
        }
    }

    @Test
    void another_machine_is_dead_when_its_beat_was_the_same_for_long_enough() throws IOException {
        elsewhere("b", 5);
        try (var leases = of("a")) {
            assertThat(leases.take("run", NOTHING)).isEmpty();
            clock.addAndGet(Leases.PATIENCE.toNanos() - 1);
            assertThat(leases.take("run", NOTHING)).isEmpty();
            clock.addAndGet(1);
            Lease lease = leases.take("run", NOTHING).orElseThrow();
            lease.close();
        }
    }

    @Test
    void and_alive_while_it_changes() throws IOException {
        try (var leases = of("a")) {
            for (int beat = 1; beat < 4; beat++) {
                elsewhere("b", beat);
                assertThat(leases.take("run", NOTHING)).isEmpty();
                clock.addAndGet(Leases.PATIENCE.toNanos());
            }
        }
    }

    @Test
    void who_stood_still_and_finds_another_in_its_place_has_lost_the_run() throws IOException {
        var lost = new AtomicBoolean();
        try (var leases = of("a")) {
            Lease lease = leases.take("run", () -> lost.set(true)).orElseThrow();
            lease.beat();
            assertThat(lost).isFalse();
            elsewhere("b", 1);
            lease.beat();
            assertThat(lost).isTrue();
            lease.close();
            assertThat(leases.holder("run")).isEqualTo("process 9 on b"); // not ours to delete
        }
    }
}
