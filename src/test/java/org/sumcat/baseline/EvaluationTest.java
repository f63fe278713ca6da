package org.sumcat.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EvaluationTest {
    private static final List<String> CLASSES = List.of("cat", "dog", "pig");

    /** By hand: 3 cats, of which 2 named so; 2 dogs, 1; 5 pigs, 4; no other is named dog. */
    private static final List<List<Integer>> CONFUSION =
            List.of(List.of(2, 0, 1), List.of(0, 1, 1), List.of(1, 0, 4));

    private final Evaluation evaluation = Evaluation.ofConfusion(CLASSES, CONFUSION);

    @Test
    void counts_right_answers_among_all() {
        assertThat(evaluation.accuracy()).isEqualTo(0.7, within(1e-12)); // 7 of 10
        assertThat(evaluation.confusion()).isEqualTo(CONFUSION);
    }

    @Test
    void knows_precision_recall_and_F1_of_each_class() {
        var dog = evaluation.classes().get(1);
        assertThat(dog.name()).isEqualTo("dog");
        assertThat(dog.images()).isEqualTo(2);
        assertThat(dog.precision()).isEqualTo(1, within(1e-12)); // 1 of 1
        assertThat(dog.recall()).isEqualTo(0.5, within(1e-12)); // 1 of 2
        assertThat(dog.f1()).isEqualTo(2 / 3.0, within(1e-12)); // 2 * 1 * 0.5 / 1.5
        var pig = evaluation.classes().get(2);
        assertThat(pig.precision()).isEqualTo(4 / 6.0, within(1e-12));
        assertThat(pig.recall()).isEqualTo(4 / 5.0, within(1e-12));
    }

    /** F1: cats 2/3, dogs 2/3, pigs 8/11 = 2 * 4 / (6 + 5). */
    @Test
    void averages_over_the_classes_alike_however_many_images_they_have() {
        assertThat(evaluation.macroF1())
                .isEqualTo((2 / 3.0 + 2 / 3.0 + 8 / 11.0) / 3, within(1e-12));
        assertThat(evaluation.macroRecall())
                .isEqualTo((2 / 3.0 + 1 / 2.0 + 4 / 5.0) / 3, within(1e-12));
        assertThat(evaluation.macroPrecision())
                .isEqualTo((2 / 3.0 + 1 + 4 / 6.0) / 3, within(1e-12));
    }

    @Test
    void is_the_same_of_answers_as_of_counts_in_any_order() {
        assertThat(
                        Evaluation.of(
                                CLASSES,
                                List.of(2, 0, 0, 1, 2, 0, 2, 1, 2, 2),
                                List.of(2, 0, 2, 1, 2, 0, 0, 2, 2, 2)))
                .isEqualTo(evaluation);
    }

    /** One object for each image would not fit into memory. */
    @Test
    void takes_no_more_work_for_a_billion_images_than_for_ten() {
        var billion =
                CONFUSION.stream()
                        .map(row -> row.stream().map(count -> count * 100_000_000).toList())
                        .toList();
        var many = Evaluation.ofConfusion(CLASSES, billion);
        assertThat(many.accuracy()).isEqualTo(0.7, within(1e-12));
        assertThat(many.macroF1()).isEqualTo((2 / 3.0 + 2 / 3.0 + 8 / 11.0) / 3, within(1e-12));
        assertThat(many.classes().get(2).images()).isEqualTo(500_000_000);
    }

    @Test
    void gives_a_class_that_is_never_named_or_has_no_image_a_zero() {
        var none = Evaluation.of(CLASSES, List.of(0, 0, 1), List.of(0, 0, 0)).classes();
        assertThat(none.get(1).precision()).isZero(); // never named
        assertThat(none.get(1).f1()).isZero();
        assertThat(none.get(2)).isEqualTo(new Evaluation.OfClass("pig", 0, 0, 0, 0));
    }

    @Test
    void refuses_what_is_no_evaluation() {
        assertThatThrownBy(() -> Evaluation.of(CLASSES, List.of(0, 1), List.of(0)))
                .hasMessage(
                        "an evaluation needs a prediction for each image, and at least one image, but has 1 for 2");
        assertThatThrownBy(() -> Evaluation.of(CLASSES, List.of(3), List.of(0)))
                .hasMessage("a label must be from 0 to 2, but one was 3");
        assertThatThrownBy(() -> Evaluation.ofConfusion(CLASSES, List.of(List.of(1))))
                .hasMessageStartingWith("a confusion of 3 classes must have 3 rows of 3 counts");
        var none = List.of(List.of(0, 0, 0), List.of(0, 0, 0), List.of(0, 0, 0));
        assertThatThrownBy(() -> Evaluation.ofConfusion(CLASSES, none))
                .hasMessageStartingWith("an evaluation needs at least one image");
    }
}
