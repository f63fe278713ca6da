package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.data.DrawnSet;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PaceTest {
    private static final Training FOUR_EPOCHS =
            Training.of(
                    Zoo.network("lenet-5"), Recipe.quick().withEpochs(4), DrawnSet.draw(20, 10, 1));

    private final Pace pace = new Pace();

    @Test
    void a_quarter_that_took_ten_seconds_leaves_thirty() {
        pace.begin(new TrainingStart(FOUR_EPOCHS, 100, 10, 0));
        pace.afterEpoch(new Epoch(1, 1, 0, null, null, 8));

        var now = new TrainingProgress(2, 0, 0, 2);

        assertThat(pace.done(now)).isCloseTo(0.25, within(1e-9));
        assertThat(pace.left(now)).isCloseTo(30, within(1e-9));
    }

    @Test
    void what_another_process_did_says_nothing_of_how_fast_this_one_is() {
        pace.begin(new TrainingStart(FOUR_EPOCHS, 100, 10, 2));

        var now =
                new TrainingProgress(
                        3, 5, 50, 6); // half an epoch in 6 seconds, one and a half to go

        assertThat(pace.left(now)).isCloseTo(18, within(1e-9));
    }
}
