package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dflib.jjava.kernel.execution.RunningKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpencerParkCellsTest {
    private final ExecutorService own =
            Executors.newCachedThreadPool(work -> new Thread(work, "JJava-executor-7"));
    private final RunningKernel kernel = new RunningKernel(own);

    @AfterEach
    void end() {
        own.shutdownNow();
    }

    @Test
    void the_threads_of_a_kernel_are_ours_from_the_next_snippet_on_and_are_named_as_before()
            throws Exception {
        Future<Boolean> inACell = own.submit(() -> SpencerParkCells.take(kernel));

        assertThat(inACell.get()).isTrue();
        assertThat(kernel.executor()).isInstanceOf(CellThreads.class);
        assertThat(kernel.executor().submit(() -> Thread.currentThread().getName()).get())
                .isEqualTo("JJava-executor-0");
    }

    @Test
    void they_are_taken_once() {
        assertThat(SpencerParkCells.take(kernel)).isTrue();
        ExecutorService ours = kernel.executor();

        assertThat(SpencerParkCells.take(kernel)).isTrue();
        assertThat(kernel.executor()).isSameAs(ours);
    }

    @Test
    void a_kernel_without_any_stays_as_it_is() {
        assertThat(SpencerParkCells.take("no kernel")).isFalse();
    }
}
