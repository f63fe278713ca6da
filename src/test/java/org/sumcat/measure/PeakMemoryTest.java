package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What it measures is looked at where it is an effect. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeakMemoryTest {

    @Test
    void the_process_finds_our_classes_wherever_they_lie() throws IOException {
        Path jar = Path.of("a folder of Jörg", "sumcat.jar").toAbsolutePath();
        assertThat(jar.toUri().toURL().getPath()).contains("a%20folder");
        assertThat(PeakMemory.file(jar.toUri().toURL())).isEqualTo(jar.toString());
    }
}
