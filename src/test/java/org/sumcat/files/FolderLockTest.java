package org.sumcat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How others wait for a lock stands in DownloadTest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderLockTest {
    @TempDir private Path above;

    @Test
    void A_folder_belongs_to_one_at_a_time() {
        Path folder = above.resolve("run");
        FolderLock first = FolderLock.tryTake(folder).orElseThrow();
        assertThat(FolderLock.tryTake(folder)).isEmpty();
        assertThat(FolderLock.tryTake(folder)).as("the first stays what it is").isEmpty();
        assertThat(FolderLock.holder(folder))
                .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
        first.close();
        FolderLock.tryTake(folder).orElseThrow().close();
    }

    @Test
    void In_another_process_too_and_is_free_when_that_is_killed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        Process other =
                new ProcessBuilder(java, "-cp", classPath, Other.class.getName(), above.toString())
                        .start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("taken");
            assertThat(FolderLock.tryTake(above)).isEmpty();
            assertThat(FolderLock.holder(above)).isEqualTo(String.valueOf(other.pid()));
        } finally {
            other.destroyForcibly().waitFor(); // SIGKILL
        }
        FolderLock.tryTake(above).orElseThrow().close();
    }

    /** A process of its own: takes the folder, and holds it until it is killed. */
    static final class Other {
        public static void main(String[] arguments) throws InterruptedException {
            FolderLock lock = FolderLock.tryTake(Path.of(arguments[0])).orElseThrow();
            System.out.println("taken");
            Thread.sleep(600_000);
            lock.close();
        }
    }

    @Test
    void A_place_that_cannot_be_written_is_told_in_one_line() throws IOException {
        Path file = Files.writeString(above.resolve("file"), "");
        assertThatThrownBy(() -> FolderLock.tryTake(file.resolve("run")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file.resolve("run") + " could not be written (");
    }
}
