package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(CellThreadsTest.PATIENCE)
class CellThreadsTest {
    static final int PATIENCE = 300; // seconds, for what takes none on an idle machine

    private final CellThreads cells = new CellThreads("cell-");
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void end() {
        mayEnd.countDown();
        cells.shutdownNow();
    }

    private Future<String> running(Callable<String> snippet) throws InterruptedException {
        Future<String> future =
                cells.submit(
                        () -> {
                            runs.countDown();
                            return snippet.call();
                        });
        runs.await();
        return future;
    }

    /** Goes on after an interrupt until it may end. */
    private String deaf() {
        while (true) {
            try {
                mayEnd.await();
                return "done";
            } catch (InterruptedException e) {
                // it does not listen
            }
        }
    }

    @Test
    void a_snippet_that_a_kernel_cancels_is_interrupted_and_ends_as_it_wants() throws Exception {
        Future<String> snippet =
                running(
                        () -> {
                            try {
                                return String.valueOf(mayEnd.await(PATIENCE, TimeUnit.SECONDS));
                            } catch (InterruptedException e) {
                                throw new IllegalStateException("epoch 2 of 3");
                            }
                        });

        assertThat(snippet.cancel(true)).isFalse();

        assertThatThrownBy(snippet::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("epoch 2 of 3");
    }

    @Test
    void one_that_does_not_listen_keeps_its_cell_until_it_is_told_again() throws Exception {
        Future<String> snippet = running(this::deaf);
        snippet.cancel(true);
        assertThat(snippet.isDone()).isFalse();

        snippet.cancel(true);

        assertThatThrownBy(snippet::get).isInstanceOf(CancellationException.class);
        assertThat(cells.submit(() -> "next").get()).isEqualTo("next");
    }

    @Test
    void one_that_ends_well_all_the_same_ends_its_cell() throws Exception {
        Future<String> snippet = running(this::deaf);
        snippet.cancel(true);
        mayEnd.countDown();

        assertThatThrownBy(snippet::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void told_between_two_snippets_a_cell_does_not_begin_the_second_and_the_next_cell_runs()
            throws Exception {
        cells.begin();
        assertThat(cells.submit(() -> "first").get()).isEqualTo("first");

        cells.stop();

        assertThatThrownBy(() -> cells.submit(() -> "second").get())
                .isInstanceOf(CancellationException.class);
        cells.begin();
        assertThat(cells.submit(() -> Thread.interrupted()).get()).isFalse();
    }
}
