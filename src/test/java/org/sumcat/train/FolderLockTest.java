package org.sumcat.train;

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

@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderLockTest {
    @TempDir private Path above;

    @Test
    void a_folder_belongs_to_one_at_a_time() {
        Path folder = above.resolve("run");
        FolderLock first = FolderLock.of(folder);
        long self = ProcessHandle.current().pid();
        for (int again = 0; again < 2; again++) { // the first stays what it is
            assertThatThrownBy(() -> FolderLock.of(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "--out must belong to one training at a time, but in %s another goes on (process %d); wait for it or take another folder"
                                    .formatted(folder, self));
        }
        first.close();
        FolderLock.of(folder).close();
    }

    @Test
    void in_another_process_too_and_is_free_when_that_is_killed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        Process other =
                new ProcessBuilder(java, "-cp", classPath, Other.class.getName(), above.toString())
                        .start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("taken");
            assertThatThrownBy(() -> FolderLock.of(above))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another goes on (process %d)".formatted(other.pid()));
        } finally {
            other.destroyForcibly().waitFor(); // SIGKILL
        }
        FolderLock.of(above).close();
    }

    /** A process of its own: takes the folder, and holds it until it is killed. */
    static final class Other {
        public static void main(String[] arguments) throws InterruptedException {
            FolderLock lock = FolderLock.of(Path.of(arguments[0]));
            System.out.println("taken");
            Thread.sleep(600_000);
            lock.close();
        }
    }

    @Test
    void nothing_of_it_stays_but_what_was_put_there() throws IOException {
        Path empty = above.resolve("empty");
        FolderLock.of(empty).close();
        assertThat(empty).doesNotExist();

        Path kept = above.resolve("kept");
        FolderLock lock = FolderLock.of(kept);
        Files.writeString(kept.resolve("run.json"), "{}");
        lock.close();
        assertThat(kept.toFile().list()).containsExactly("run.json");
    }

    @Test
    void what_a_process_left_that_was_killed_is_in_nobodys_way() throws IOException {
        Files.writeString(
                above.resolve(".lock"), "4711 of a process that is long gone, and longer");
        FolderLock lock = FolderLock.of(above);
        assertThat(Files.readString(above.resolve(".lock")).strip())
                .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
        lock.close();
    }

    @Test
    void a_place_that_cannot_be_written_is_told_in_one_line() throws IOException {
        Path file = Files.writeString(above.resolve("file"), "");
        assertThatThrownBy(() -> FolderLock.of(file.resolve("run")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file.resolve("run") + " could not be written (");
    }
}
