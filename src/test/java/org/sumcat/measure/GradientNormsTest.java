package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.data.DrawnSet;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Epoch;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GradientNormsTest {
    private static final int EPOCHS = 3;
    private static final int LAYERS = 8; // of weights: the depth

    private static Training training() {
        Recipe recipe =
                Recipe.quick().withImages(40).withValidation(0).withBatch(10).withEpochs(EPOCHS);
        return Training.of(Zoo.network("plain:depth=8,width=4"), recipe, DrawnSet.draw(40, 10, 1));
    }

    @Test
    void of_a_run_that_went_on_there_are_those_of_the_epochs_since(@TempDir Path folder) {
        var whole = new GradientNorms();
        training().watchedBy(whole).run();
        TrainingObserver end =
                new TrainingObserver() {
                    @Override
                    public void afterEpoch(Epoch epoch) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThatThrownBy(() -> training().watchedBy(end).train(folder, line -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();

        var since = new GradientNorms();
        training().watchedBy(since).train(folder, line -> {}).close();

        assertThat(whole.norms()).hasSize(EPOCHS * LAYERS).allMatch(norm -> norm.norm() > 0);
        assertThat(since.norms()).isEqualTo(whole.norms().subList(LAYERS, EPOCHS * LAYERS));
    }
}
