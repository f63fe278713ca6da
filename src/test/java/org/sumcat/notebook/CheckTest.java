package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop_listening() {
        System.setOut(console);
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void a_right_answer_is_one_line() {
        Check.that("4 layers of growth 10 on 5 maps", () -> 5 + 4 * 10).hint("no").equalTo(45);

        assertThat(said()).isEqualTo("✓ 4 layers of growth 10 on 5 maps: 45");
    }

    @Test
    void a_wrong_answer_is_told_with_what_was_expected_and_a_hint_and_ends_the_cell() {
        assertThatThrownBy(
                        () ->
                                Check.that("4 layers", () -> 40)
                                        .hint("the input is kept")
                                        .equalTo(45))
                .isInstanceOf(Check.Failed.class)
                .hasMessage("4 layers: expected 45, but found 40.");
        assertThat(said())
                .isEqualTo("✗ 4 layers: expected 45, but found 40. Hint: the input is kept.");
    }

    @Test
    void numbers_are_equal_whatever_their_type_and_arrays_and_shapes_by_content() {
        Check.that("long", () -> 45L).equalTo(45);
        Check.that("byte", () -> (byte) 45).equalTo(45L);
        Check.that("double", () -> 45.0).equalTo(45);
        assertThatThrownBy(() -> Check.that("half", () -> 45.5).equalTo(45))
                .hasMessage("half: expected 45, but found 45.5.");
        Check.that("array", () -> new long[] {1, 2}).equalTo(new long[] {1, 2});
        Check.that("shape", () -> new Shape(4, 45)).equalTo(new Shape(4, 45));

        assertThat(said().lines())
                .containsExactly(
                        "✓ long: 45",
                        "✓ byte: 45",
                        "✓ double: 45",
                        "✗ half: expected 45, but found 45.5.",
                        "✓ array: [1, 2]",
                        "✓ shape: (4, 45)");
    }

    @Test
    void a_number_is_near_within_its_tolerance_and_not_beyond() {
        Check.that("half", () -> 0.505).near(0.5, 0.01);

        assertThatThrownBy(() -> Check.that("half", () -> 0.52).near(0.5, 0.01))
                .hasMessage("half: expected 0.5, within 0.01, but found 0.52.");
        assertThatThrownBy(() -> Check.that("half", () -> Double.NaN).near(0.5, 0.01))
                .hasMessageContaining("NaN");
    }

    @Test
    void a_rule_is_told_in_its_own_words() {
        Check.that("a share", () -> 0.3).suchThat("a number from 0 to 1", x -> x >= 0 && x <= 1);

        assertThatThrownBy(
                        () ->
                                Check.that("a share", () -> 3)
                                        .suchThat("a number from 0 to 1", x -> x <= 1))
                .hasMessage("a share: expected a number from 0 to 1, but found 3.");
    }

    @Test
    void an_exercise_that_is_not_answered_yet_fails_and_says_so() {
        assertThatThrownBy(
                        () ->
                                Check.<Integer>that(
                                                "maps",
                                                () -> {
                                                    throw new UnsupportedOperationException(
                                                            "exercise 1 is not answered yet");
                                                })
                                        .equalTo(1))
                .isInstanceOf(Check.Failed.class)
                .hasMessage("maps: not answered yet.");
    }

    @Test
    void an_answer_that_fails_is_told_by_its_error() {
        assertThatThrownBy(() -> Check.that("maps", () -> 1 / (printed.size() * 0)).equalTo(1))
                .hasMessage("maps: your answer ended with ArithmeticException: / by zero.");
        assertThatThrownBy(() -> Check.that("list", CheckTest::unsupported).equalTo(1))
                .hasMessage("list: your answer ended with UnsupportedOperationException.");
        assertThatThrownBy(() -> Check.that("maps", CheckTest::endless).equalTo(1))
                .hasMessage("maps: your answer ended with StackOverflowError.");
    }

    private static int unsupported() { // as when an immutable list is changed
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("InfiniteRecursion") // a student's
    private static int endless() {
        return endless() + 1;
    }
}
