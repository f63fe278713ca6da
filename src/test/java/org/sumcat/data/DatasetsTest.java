package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a repository of its own, without a network. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DatasetsTest {
    private final @Nullable String homeBefore = System.getProperty("sumcat.home");
    private final List<String> said = new ArrayList<>();

    /** Holds the repository and what lies beside it. */
    private Path around;

    @BeforeEach
    void enter(@TempDir Path temporary) {
        around = temporary;
        System.setProperty("sumcat.home", temporary.resolve("repository").toString());
    }

    @AfterEach
    void leave() {
        if (homeBefore == null) {
            System.clearProperty("sumcat.home");
        } else {
            System.setProperty("sumcat.home", homeBefore);
        }
    }

    @Test
    void The_folder_given_comes_first() throws IOException {
        putInto("given", "variable", "repository/data/fashion-mnist");
        var dataset = open(Choice.AUTO, around.resolve("given"), around.resolve("variable"));
        assertThat(dataset.origin()).isEqualTo("../given");
    }

    @Test
    void SUMCAT_DATA_comes_second() throws IOException {
        putInto("variable", "repository/data/fashion-mnist");
        assertThat(open(Choice.AUTO, null, around.resolve("variable")).origin())
                .isEqualTo("../variable");
    }

    @Test
    void The_repository_comes_third() throws IOException {
        putInto("repository/data/fashion-mnist", "shared/data/fashion-mnist");
        assertThat(open(Choice.AUTO, null, null).origin()).isEqualTo("data/fashion-mnist");
    }

    @Test
    void A_shared_folder_beside_it_comes_fourth() throws IOException {
        putInto("shared/data/fashion-mnist");
        assertThat(open(Choice.FASHION_MNIST, null, null).origin())
                .isEqualTo("../shared/data/fashion-mnist");
        assertThat(said).isEmpty();
    }

    @Test
    void A_mirror_comes_last_and_fills_the_folder_in_the_repository() throws IOException {
        try (var mirror = new Mirror()) {
            var dataset =
                    Datasets.open(Choice.AUTO, null, said::add, TinySet.from(mirror.address()));
            assertThat(dataset.origin()).isEqualTo("data/fashion-mnist");
            assertThat(dataset.name()).isEqualTo("fashion-mnist");
        }
        assertThat(around.resolve("repository/data/fashion-mnist/train-images.gz")).exists();
    }

    @Test
    void A_relative_folder_may_start_at_the_repository() throws IOException {
        putInto("repository/my-data");
        assertThat(open(Choice.AUTO, Path.of("my-data"), null).origin()).isEqualTo("my-data");
    }

    @Test
    void A_given_folder_that_is_none_is_an_error_even_if_the_data_lies_elsewhere()
            throws IOException {
        putInto("repository/data/fashion-mnist");
        refused(Choice.AUTO, around.resolve("given"), null)
                .isEqualTo(
                        "--data must name a folder with the four Fashion-MNIST files, "
                                + "but ../given is not a folder; check the path, or leave it out");
    }

    @Test
    void A_given_folder_that_lacks_files_is_an_error_that_names_them() throws IOException {
        putInto("given");
        Files.delete(around.resolve("given/train-labels.gz"));
        Files.delete(around.resolve("given/t10k-images.gz"));
        refused(Choice.AUTO, around.resolve("given"), null)
                .contains("but ../given lacks train-labels.gz, t10k-images.gz; check");
    }

    @Test
    void A_SUMCAT_DATA_that_leads_nowhere_is_an_error() {
        refused(Choice.AUTO, null, around.resolve("nowhere"))
                .startsWith("$SUMCAT_DATA must name a folder")
                .contains("../nowhere is not a folder");
    }

    @Test
    void Damaged_data_is_an_error_and_no_reason_to_draw() throws IOException {
        putInto("repository/data/fashion-mnist");
        Files.writeString(
                around.resolve("repository/data/fashion-mnist/train-images.gz"), "damaged");
        refused(Choice.AUTO, null, null)
                .startsWith("data/fashion-mnist/train-images.gz must hold 30 images of 8x8, but");
    }

    @Test
    void No_data_and_no_network_means_the_drawn_set_and_saying_so_in_one_line() {
        var dataset = open(Choice.AUTO, null, null);
        assertThat(dataset.isStandIn()).isTrue();
        assertThat(said)
                .containsExactly(
                        "no Fashion-MNIST here and no mirror gave it (no mirrors):"
                                + " using the drawn set instead");
    }

    @Test
    void Who_asks_for_Fashion_MNIST_never_gets_the_stand_in() {
        refused(Choice.FASHION_MNIST, null, null)
                .isEqualTo(
                        "Fashion-MNIST must be found or fetched, but is not here and "
                                + "no mirror gave it"
                                + " (no mirrors); connect, put its four files into"
                                + " data/fashion-mnist, or ask for the drawn set (--dataset drawn)");
        assertThat(said).isEmpty();
    }

    @Test
    void Who_asks_for_the_drawn_set_gets_it_even_where_the_data_lies() throws IOException {
        putInto("repository/data/fashion-mnist", "variable");
        assertThat(open(Choice.DRAWN, null, around.resolve("variable")).origin())
                .isEqualTo("drawn by Sumcat (seed 1)");
        assertThat(said).isEmpty();
    }

    @Test
    void A_folder_for_the_drawn_set_is_a_contradiction() {
        refused(Choice.DRAWN, Path.of("given"), null)
                .isEqualTo(
                        "--data is for Fashion-MNIST, but the drawn set was asked for with --data"
                                + " given; leave one out");
    }

    @Test
    void A_notebook_finds_the_repository_above_its_own_folder() throws IOException {
        Files.createDirectories(around.resolve("repository/data"));
        Path notebooks = Files.createDirectories(around.resolve("repository/notebooks/kotlin"));
        var repository = new Home(around.resolve("repository"));
        assertThat(Home.above(notebooks)).isEqualTo(repository);
        assertThat(Home.above(notebooks.getParent())).isEqualTo(repository);
        assertThat(Home.above(repository.root())).isEqualTo(repository);
        assertThat(Home.above(around)).isEqualTo(new Home(around));
    }

    @Test
    void Paths_are_shown_without_saying_much_about_the_machine() {
        var home = new Home(Path.of("/courses/sumcat"));
        Path user = Path.of(System.getProperty("user.home"));
        assertThat(home.show(Path.of("/courses/sumcat/data"))).isEqualTo("data");
        assertThat(home.show(Path.of("/courses/shared/data"))).isEqualTo("../shared/data");
        assertThat(home.show(user.resolve("data"))).isEqualTo("~/data");
        assertThat(home.show(Path.of("/mnt/data"))).isEqualTo("/mnt/data");
    }

    private void putInto(String... folders) throws IOException {
        for (String folder : folders) {
            TinySet.putInto(around.resolve(folder));
        }
    }

    private Dataset open(Choice choice, @Nullable Path folder, @Nullable Path variable) {
        String value = variable == null ? null : variable.toString();
        return Datasets.open(choice, folder, said::add, TinySet.offline(value));
    }

    private AbstractStringAssert<?> refused(
            Choice choice, @Nullable Path folder, @Nullable Path variable) {
        return assertThatThrownBy(() -> open(choice, folder, variable))
                .isInstanceOf(DataException.class)
                .message();
    }
}
