package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LibraryMagicTest {
    private static final String FIRST_CELL = "%jars ../target/sumcat.jar";

    @TempDir private Path folder;
    private Path notebooks;

    @BeforeEach
    void a_folder_with_notebooks() throws Exception {
        notebooks = Files.createDirectories(folder.resolve("course/submitted/ada"));
    }

    private Path library(String at) throws Exception {
        Path target = Files.createDirectories(folder.resolve(at).resolve("target"));
        return Files.writeString(target.resolve("sumcat.jar"), "");
    }

    private LibraryMagic ofKernel(String home) {
        return new LibraryMagic(home.isEmpty() ? null : folder.resolve(home).toString());
    }

    @Test
    void the_library_is_that_of_the_kernel_where_there_is_none_around_the_notebook()
            throws Exception {
        Path own = library("sumcat");

        assertThat(ofKernel("sumcat").elsewhere(FIRST_CELL, notebooks)).contains(own);
    }

    @Test
    void one_in_or_above_the_folder_is_nearer() throws Exception {
        library("sumcat");
        Path above = library("course");

        assertThat(ofKernel("sumcat").elsewhere(FIRST_CELL, notebooks)).contains(above);
    }

    @Test
    void where_the_cell_says_the_kernel_itself_finds_it() throws Exception {
        library("sumcat");
        library("course/submitted");

        assertThat(ofKernel("sumcat").elsewhere(FIRST_CELL, notebooks)).isEmpty();
    }

    @Test
    void a_library_that_is_nowhere_and_jars_of_others_are_left_to_the_kernel() throws Exception {
        assertThat(ofKernel("sumcat").elsewhere(FIRST_CELL, notebooks)).isEmpty();
        assertThat(ofKernel("").elsewhere(FIRST_CELL, notebooks)).isEmpty();

        library("sumcat");

        assertThat(ofKernel("sumcat").elsewhere("%jars ../target/mine.jar", notebooks)).isEmpty();
        assertThat(ofKernel("sumcat").elsewhere("%jars", notebooks)).isEmpty();
        assertThat(ofKernel("").elsewhere(FIRST_CELL, notebooks)).isEmpty();
    }
}
