package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.train.Folder.Content;

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
                .hasMessageContaining("make room or take another folder");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).hasContent("old");
    }

    @Test
    void what_a_killed_process_left_half_written_is_cleared_away() throws IOException {
        Files.writeString(folder.resolve(".weights.params.1234.part"), "half");
        Files.writeString(folder.resolve("run.json"), "whole");
        Folder.tidy(folder);
        assertThat(folder.toFile().list()).containsExactly("run.json");
        Folder.tidy(folder.resolve("not there"));
    }
}
