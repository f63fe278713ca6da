package org.sumcat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.files.Folder.Content;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderTest {
    @TempDir Path folder;

    /** The second begins while the first writes, as two workers that settle one plan may. */
    @Test
    void two_may_write_the_same_file_at_once() {
        Content second = Content.of("of the second");
        Folder.write(
                folder,
                Map.of(
                        "plan.json",
                        out -> {
                            out.write('a');
                            Folder.write(folder, Map.of("plan.json", second));
                            assertThat(folder.resolve("plan.json")).hasContent("of the second");
                        }));
        assertThat(folder.resolve("plan.json")).hasContent("a");
        assertThat(folder).isDirectoryContaining("glob:**plan.json");
        assertThat(folder.toFile().list()).containsExactly("plan.json");
    }

    @Test
    void what_cannot_be_written_whole_leaves_nothing_of_itself_and_what_was_there() {
        Folder.write(folder, Map.of("a.txt", Content.of("old")));
        var files = new LinkedHashMap<String, Content>();
        files.put("a.txt", Content.of("new"));
        files.put(
                "b.txt",
                out -> {
                    out.write('x');
                    throw new IOException("No space left on device");
                });
        assertThatThrownBy(() -> Folder.write(folder, files))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("make room or use another folder");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).hasContent("old");
    }

    @Test
    void where_one_place_is_taken_by_a_folder_no_file_is_replaced() throws IOException {
        Folder.write(folder, Map.of("a.txt", Content.of("old")));
        Files.createDirectory(folder.resolve("b.txt"));
        var files = new LinkedHashMap<String, Content>();
        files.put("a.txt", Content.of("new"));
        files.put("b.txt", Content.of("new"));
        assertThatThrownBy(() -> Folder.write(folder, files))
                .hasMessageContaining("b.txt is a folder");
        assertThat(folder.resolve("a.txt")).hasContent("old");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.txt", "b.txt");
    }

    @Test
    void neither_a_FIFO_nor_a_link_to_nothing_is_replaced() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "a FIFO needs mkfifo");
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("not there"));
        for (Path place : List.of(fifo, link)) {
            var files = Map.of(place.getFileName().toString(), Content.of("new"));
            assertThatThrownBy(() -> Folder.write(folder, files))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(place.getFileName() + " is a ");
        }
        assertThat(Files.readAttributes(fifo, "isOther").get("isOther")).isEqualTo(true);
        assertThat(link).isSymbolicLink();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("fifo", "link");
    }

    /** A process that has ended, one that lives, and one of whose machine nothing is known. */
    @Test
    void what_a_killed_process_left_is_cleared_away_by_the_next_that_writes_there()
            throws Exception {
        Process dead = new ProcessBuilder("true").start();
        assumeTrue(dead.waitFor() == 0, "a process that has ended");
        String ours = PartFiles.of(folder, "report.json").getFileName().toString();
        long self = ProcessHandle.current().pid();
        Path living = left(ours);
        Path left = left(ours.replace("-" + self + ".", "-" + dead.pid() + "."));
        Path elsewhere = left(ours.replaceFirst("[0-9a-f]{8}-" + self, "00000000-" + self));
        Path old = left(".a.svg.0f0f0f0f-0000-0000-0000-000000000000.part");
        Instant longAgo = Instant.now().minus(Duration.ofDays(2));
        Files.setLastModifiedTime(old, FileTime.from(longAgo));
        Path foreign = left(".notes.part");
        Files.setLastModifiedTime(foreign, FileTime.from(longAgo));

        Folder.write(folder, Map.of("b.txt", Content.of("new")));
        assertThat(left).doesNotExist();
        assertThat(old).doesNotExist();
        assertThat(living).exists();
        assertThat(elsewhere).exists();
        assertThat(foreign).exists();
        PartFiles.clearAll(folder);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("b.txt", ".notes.part");
        PartFiles.clearAll(folder.resolve("not there"));
    }

    private Path left(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "half");
    }
}
