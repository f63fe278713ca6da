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
        assertThat(above.resolve(".lock"))
                .content()
                .startsWith(ProcessHandle.current().pid() + " ")
                .doesNotContain("longer");
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
