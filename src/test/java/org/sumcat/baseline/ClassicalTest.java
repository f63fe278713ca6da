package org.sumcat.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sumcat.data.DrawnSet;
import org.sumcat.data.Images;
import org.sumcat.data.NothingToLearn;
import org.sumcat.train.Outcome;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassicalTest {
    private static final List<String> CLASSES = DrawnSet.draw(10, 10, 1).classes();
    private static final Images IMAGES = DrawnSet.draw(300, 100, Outcome.SEED).train();
    private static final Images TEST = DrawnSet.draw(300, 100, Outcome.SEED).test();

    private static Classical tuned(ClassicalModel kind, Images images) {
        var fit = images.select(IntStream.range(0, 200).toArray());
        var choose = images.select(IntStream.range(200, 300).toArray());
        return Classical.tune(kind, fit, choose, CLASSES, 1, 2);
    }

    private static Images part(int from, int to) {
        return IMAGES.select(IntStream.range(from, to).toArray());
    }

    private static double accuracy(PredictedLabels answers) {
        var truth = IntStream.range(0, TEST.count()).mapToObj(TEST::label).toList();
        return Evaluation.of(CLASSES, truth, answers.named()).accuracy();
    }

    @ParameterizedTest
    @EnumSource(ClassicalModel.class)
    @Tag("training")
    void learns_drawn_garments_and_keeps_the_setting_that_is_best_on_held_out_images(
            ClassicalModel kind) {
        assumeTrue(kind.isAvailable(), "XGBoost is built for x86-64 only");
        var model = tuned(kind, IMAGES);
        var answers = model.name(TEST);
        Outcome.assertAbove("accuracy of " + kind, accuracy(answers), 0.5); // a tenth is chance
        assertThat(answers.confidence()).allMatch(share -> share > 0 && share <= 1);
        assertThat(model.tried())
                .hasSizeGreaterThan(1)
                .allMatch(t -> t.validationAccuracy() <= model.chosen().validationAccuracy());
    }

    @ParameterizedTest
    @EnumSource(ClassicalModel.class)
    @Tag("training")
    void learns_nothing_of_labels_that_say_nothing(ClassicalModel kind) {
        assumeTrue(kind.isAvailable(), "XGBoost is built for x86-64 only");
        var model = tuned(kind, NothingToLearn.draw(300, 100).train());
        Outcome.assertBelow(
                "accuracy of %s, labels of nothing".formatted(kind),
                accuracy(model.name(TEST)),
                0.5);
    }

    @Test
    void gives_the_same_answers_again() {
        assertThat(tuned(ClassicalModel.LINEAR, IMAGES).name(TEST))
                .isEqualTo(tuned(ClassicalModel.LINEAR, IMAGES).name(TEST));
    }

    /** An image is its own nearest neighbour. */
    @Test
    void the_one_nearest_neighbour_of_a_training_image_is_itself() {
        var model =
                Classical.tune(
                        ClassicalModel.NEIGHBOURS, part(0, 100), part(0, 100), CLASSES, 1, 2);
        assertThat(model.chosen().words()).isEqualTo("k = 1");
        assertThat(model.chosen().validationAccuracy()).isEqualTo(1);
    }

    @Test
    void the_worst_mistakes_come_first() {
        var answers = new PredictedLabels(List.of(0, 1, 2, 1), List.of(0.9, 0.6, 0.8, 0.99));
        assertThat(answers.worst(List.of(0, 0, 1, 0), 2)).containsExactly(3, 2);
    }
}
