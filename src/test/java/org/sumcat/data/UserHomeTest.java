package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserHomeTest {
    @TempDir private Path folder;

    private final String before = System.getProperty("user.home");
    private final ArrayList<String> said = new ArrayList<>();

    @AfterEach
    void as_it_was() {
        System.setProperty("user.home", before);
    }

    private String settled(Map<String, String> environment) {
        System.setProperty("user.home", "?"); // what Java says without an entry of the user
        UserHome.settle(environment, said::add);
        UserHome.settle(environment, said::add);
        return System.getProperty("user.home");
    }

    @Test
    void is_HOME_then_XDG_then_a_folder_for_temporary_files_said_once() throws Exception {
        String home = Files.createDirectories(folder.resolve("home")).toString();
        String xdg = Files.createDirectories(folder.resolve("xdg")).toString();

        assertThat(settled(Map.of("HOME", home, "XDG_CACHE_HOME", xdg))).isEqualTo(home);
        assertThat(said).hasSize(1);
        assertThat(settled(Map.of("HOME", "/nonexistent", "XDG_CACHE_HOME", xdg))).isEqualTo(xdg);
        assertThat(settled(Map.of("HOME", "relative", "XDG_DATA_HOME", xdg))).isEqualTo(xdg);
        Path temporary = Path.of(settled(Map.of()));
        assertThat(temporary)
                .isDirectory()
                .hasParent(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(temporary.getFileName().toString()).startsWith("sumcat-");
        assertThat(said).last().asString().contains("kept in " + temporary);
    }

    @Test
    void is_left_where_Java_has_one() {
        System.setProperty("user.home", folder.toString());
        UserHome.settle(Map.of("HOME", "/"), said::add);
        assertThat(System.getProperty("user.home")).isEqualTo(folder.toString());
        assertThat(said).isEmpty();
    }

    /** A shell expands {@code --data ~/x}, but not {@code --data=~/x}. */
    @Test
    void is_where_a_tilde_leads_to() {
        System.setProperty("user.home", folder.toString());
        assertThat(UserHome.expand(Path.of("~/x/y"))).isEqualTo(folder.resolve("x/y"));
        assertThat(UserHome.expand(Path.of("~"))).isEqualTo(folder);
        assertThat(UserHome.expand(Path.of("~other/x"))).isEqualTo(Path.of("~other/x"));
        assertThat(UserHome.expand(Path.of("x/~"))).isEqualTo(Path.of("x/~"));
    }
}
