package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.ipynb.NotebookFile;

/** What platforms, browsers and students make of a folder of notebooks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class HandInsTest {
    @TempDir private Path folder;

    private final List<Trial> trials = List.of(Classroom.trial("05-densenet"));

    @BeforeEach
    void one_good_student() throws IOException {
        put("ada/05-densenet.ipynb");
    }

    private Path put(String file) throws IOException {
        return put(file, Classroom.text("05-densenet").getBytes(UTF_8));
    }

    private Path put(String file, byte[] content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    private HandIn of(String student) {
        return HandIns.of(folder, trials).list().stream()
                .filter(handIn -> handIn.student().equals(student))
                .findFirst()
                .orElseThrow();
    }

    private void isFound(String student, String file) {
        assertThat(of(student).notebooks()).containsEntry("05-densenet", folder.resolve(file));
    }

    @Test
    void a_folder_for_each_student_has_the_notebook() {
        isFound("ada", "ada/05-densenet.ipynb");
        assertThat(of("ada").remarks()).isEmpty();
    }

    @Test
    void nbgrader_puts_a_folder_for_the_assignment_between() throws IOException {
        put("bob/densenets/05-densenet.ipynb");
        put("bob/densenets/.ipynb_checkpoints/05-densenet-checkpoint.ipynb");
        put("bob/__MACOSX/05-densenet.ipynb");

        isFound("bob", "bob/densenets/05-densenet.ipynb");
    }

    @Test
    void a_name_that_a_browser_or_Jupyter_changed_is_known_by_its_exercises() throws IOException {
        for (String name : List.of("05-densenet (1)", "05-densenet-Copy1", "Homework 5")) {
            put(name + "/" + name + ".ipynb");

            isFound(name, name + "/" + name + ".ipynb");
            assertThat(of(name).remarks())
                    .containsExactly(
                            "05-densenet: %s.ipynb was used, which has its exercises"
                                    .formatted(name));
        }
    }

    @Test
    void of_two_that_differ_none_is_guessed_unless_one_has_the_right_name() throws IOException {
        byte[] other = Classroom.text("05-densenet").replace("k0 + ", "k0 - ").getBytes(UTF_8);
        put("bob/05-densenet (1).ipynb");
        put("bob/05-densenet (2).ipynb", other);
        assertThat(of("bob").notebooks()).isEmpty();
        assertThat(of("bob").remarks())
                .containsExactly(
                        "05-densenet: each of 05-densenet (1).ipynb, 05-densenet (2).ipynb may be it; rename the one that counts to 05-densenet.ipynb in the student's"
                                + " folder");

        put("bob/05-densenet.ipynb");
        isFound("bob", "bob/05-densenet.ipynb");
        assertThat(of("bob").remarks().get(0)).contains("and not 05-densenet (1).ipynb");
    }

    @Test
    void a_flat_folder_has_the_student_in_the_name_of_the_file() throws IOException {
        put("cleo_05-densenet.ipynb");
        put("Dora Maar_4711_assignsubmission_file_05-densenet.ipynb");
        put("emil-05-densenet-1.ipynb");
        put("frida.ipynb");
        put("05-densenet.ipynb");
        put("greta.zip");

        isFound("cleo", "cleo_05-densenet.ipynb");
        isFound("Dora Maar_4711", "Dora Maar_4711_assignsubmission_file_05-densenet.ipynb");
        isFound("emil", "emil-05-densenet-1.ipynb");
        isFound("frida", "frida.ipynb");
        assertThat(HandIns.of(folder, trials).aside())
                .containsExactly(
                        "05-densenet.ipynb does not say whose it is; rename it to"
                                + " STUDENT_05-densenet.ipynb",
                        "greta.zip is packed; unpack it into a folder with the student's name");
    }

    @Test
    void what_is_no_plain_file_is_named_and_never_opened() throws Exception {
        Files.createDirectories(folder.resolve("bob/05-densenet.ipynb"));
        Files.createDirectories(folder.resolve("carl"));
        Files.createSymbolicLink(
                folder.resolve("carl/05-densenet.ipynb"),
                Path.of("notebooks/05-densenet.ipynb").toAbsolutePath());
        Files.createDirectories(folder.resolve("dave"));
        Files.createSymbolicLink(folder.resolve("dave/05-densenet.ipynb"), Path.of("/dev/zero"));

        assertThat(of("bob").remarks())
                .containsExactly("05-densenet: 05-densenet.ipynb is a folder");
        for (String name : List.of("carl", "dave")) {
            assertThat(of(name).notebooks()).isEmpty();
            assertThat(of(name).remarks())
                    .containsExactly(
                            "05-densenet: 05-densenet.ipynb is a link; hand in the file itself");
        }
        Files.createDirectories(folder.resolve("eve"));
        var fifo = new ProcessBuilder("mkfifo", folder.resolve("eve/05-densenet.ipynb").toString());
        assumeTrue(isThere("mkfifo"), "mkfifo is not here: no FIFO was handed in");
        assertThat(fifo.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(of("eve").remarks())
                .containsExactly("05-densenet: 05-densenet.ipynb is no plain file");
    }

    private static boolean isThere(String program) throws Exception {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_notebook_is_read_with_every_mark_that_editors_put_before_it() throws IOException {
        String text = Classroom.text("05-densenet");
        for (byte[] bytes :
                List.of(
                        text.getBytes(UTF_8),
                        ("\uFEFF" + text).getBytes(UTF_8),
                        text.getBytes(UTF_16))) {
            Path file = put("bob/05-densenet.ipynb", bytes);

            var submission = Submission.read(file, trials.get(0));
            assertThat(submission.answers()).hasSize(4);
            assertThat(submission.remarks()).isEmpty();
            assertThat(NotebookFile.read(file).cells()).isNotEmpty();
        }
        Path latin = put("bob/05-densenet.ipynb", new byte[] {'{', (byte) 0xe9, '}'});
        assertThatThrownBy(() -> Submission.read(latin, trials.get(0)))
                .hasMessage(
                        "a notebook must be text in UTF-8, but 05-densenet.ipynb is not (no UTF-8 at byte 1); save it as UTF-8");
    }

    @Test
    void a_folder_without_students_is_refused_with_what_lies_in_it() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.write(empty.resolve("all.zip"), new byte[1]);

        assertThatThrownBy(() -> HandIns.of(empty, trials))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has none: all.zip is packed; unpack it");
        assertThatThrownBy(() -> HandIns.of(folder.resolve("nowhere"), trials))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }
}
