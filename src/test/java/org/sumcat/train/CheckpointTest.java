package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.Fuzz;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckpointTest {
    @TempDir private Path folder;

    /** Cut, flipped and grown at random; its hash tells, and a run begins anew. */
    @Test
    void only_one_that_is_as_it_was_written_is_read() throws IOException {
        Path file = folder.resolve(Checkpoint.FILE);
        byte[] whole =
                Files.readAllBytes(
                        Path.of("src/test/resources/records-0.1.0/unfinished/checkpoint"));
        Files.write(file, whole);
        assertThat(Checkpoint.in(folder)).isPresent();
        var random = new Random(8);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = Fuzz.changed(whole, random);
            Files.write(file, bytes);
            assertThat(Checkpoint.in(folder).isPresent()).isEqualTo(Arrays.equals(bytes, whole));
        }
    }
}
