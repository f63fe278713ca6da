package org.sumcat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How others wait for a lock stands in DownloadTest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SystemLockTest {
    @TempDir private Path above;

    @Test
    void A_folder_belongs_to_one_at_a_time() {
        Path folder = above.resolve("run");
        SystemLock first = SystemLock.tryTake(SystemLock.of(folder)).orElseThrow();
        assertThat(SystemLock.tryTake(SystemLock.of(folder))).isEmpty();
        assertThat(SystemLock.tryTake(SystemLock.of(folder)))
                .as("the first stays what it is")
                .isEmpty();
        assertThat(SystemLock.holder(SystemLock.of(folder)))
                .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
        first.close();
        SystemLock.tryTake(SystemLock.of(folder)).orElseThrow().close();
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
            assertThat(SystemLock.tryTake(SystemLock.of(above))).isEmpty();
            assertThat(SystemLock.holder(SystemLock.of(above)))
                    .isEqualTo(String.valueOf(other.pid()));
        } finally {
            other.destroyForcibly().waitFor(); // SIGKILL
        }
        SystemLock.tryTake(SystemLock.of(above)).orElseThrow().close();
    }

    /** A process of its own: takes the folder, and holds it until it is killed. */
    static final class Other {
        public static void main(String[] arguments) throws InterruptedException {
            SystemLock lock =
                    SystemLock.tryTake(SystemLock.of(Path.of(arguments[0]))).orElseThrow();
            System.out.println("taken");
            Thread.sleep(600_000);
            lock.close();
        }
    }

    @Test
    void A_place_that_cannot_be_written_is_told_in_one_line() throws IOException {
        Path file = Files.writeString(above.resolve("file"), "");
        assertThatThrownBy(() -> SystemLock.tryTake(SystemLock.of(file.resolve("run"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file.resolve("run") + " could not be written (");
    }

    /** To open a FIFO would wait for ever; a lock of others may be anything. */
    @Test
    void What_lies_at_its_place_and_is_no_lock_stays_as_it_is() throws Exception {
        Path file = SystemLock.of(above);
        for (String foreign : List.of("notes", "12 34", "1234567890123456789")) {
            Files.writeString(file, foreign);
            refused(file, "another file");
            assertThat(file).hasContent(foreign);
        }
        Files.delete(file);
        Path mine = Files.writeString(above.resolve("mine"), "");
        Files.createSymbolicLink(file, mine);
        refused(file, "a link");
        assertThat(mine).isEmptyFile();
        Files.delete(file);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "a FIFO needs mkfifo");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        refused(file, "a device, FIFO or socket");
    }

    private static void refused(Path file, String kind) {
        assertThatThrownBy(() -> SystemLock.tryTake(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a lock must be a file of Sumcat's own, but %s is %s; move it or use another folder"
                                .formatted(file, kind));
        assertThat(SystemLock.wasHeld(file)).isFalse();
    }

    /** A process may have been killed between making it and signing it. */
    @Test
    void An_empty_lock_is_nobody_s_and_is_taken() throws IOException {
        Path file = Files.createFile(SystemLock.of(above));
        assertThat(SystemLock.wasHeld(file)).isFalse();
        SystemLock.tryTake(file).orElseThrow().close();
        assertThat(SystemLock.wasHeld(file)).isTrue();
    }
}
