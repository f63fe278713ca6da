package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

/** What is resident does not grow with time, within 2 percent. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongRunTest {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final double SAME = 1.02;
    private static final Dataset DRAWN = DrawnSet.draw(128, 50, 1);
    private static final Recipe TINY =
            Recipe.quick().withImages(64).withValidation(50).withBatch(16).withSide(28);

    @BeforeEach
    void look() {
        assumeTrue(Files.exists(MEMORY), "what is resident is read in /proc");
    }

    @Test
    void two_hundred_epochs_take_no_more_than_twenty() {
        var resident = new ArrayList<Long>();
        Training.of(Zoo.network("densenet-bc:depth=10,growth=4"), TINY.withEpochs(200), DRAWN)
                .onEpoch(epoch -> resident.add(pages()))
                .run();
        assertThat(resident).hasSize(200);
        long early = Collections.max(resident.subList(10, 20));
        assertThat(Collections.max(resident.subList(20, 200)))
                .as("pages, by epoch: " + resident)
                .isLessThanOrEqualTo((long) (SAME * early));
    }

    @Test
    void twenty_runs_in_one_process_take_no_more_than_ten() {
        List<Long> resident = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            var network = Zoo.network("resnet-cifar:depth=8,width=8");
            Training.of(network, TINY.withEpochs(2), DRAWN).withSeed(seed).run();
            resident.add(pages());
        }
        long early = Collections.max(resident.subList(0, 10));
        // A single look may fall on work space that is given back; what a run leaves stays.
        assertThat(Collections.min(resident.subList(15, 20)))
                .as("pages, by run: " + resident)
                .isLessThanOrEqualTo((long) (SAME * early));
    }

    /** Without what Java would give back. */
    private static long pages() {
        System.gc();
        try {
            return Long.parseLong(Files.readString(MEMORY).split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
