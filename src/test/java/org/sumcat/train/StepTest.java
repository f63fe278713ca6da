package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.device.Repeater;
import org.sumcat.files.Sha256;
import org.sumcat.inference.DataLoader;
import org.sumcat.optimizer.GradientDescent;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Arithmetic;
import org.sumcat.zoo.Zoo;

/**
 * What a GPU would record: here the first step is done again, as it was, in place of all others.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StepTest {
    private static final Dataset DATA = DrawnSet.draw(60, 20, 1);
    private static final int BATCH = 10;

    /** Does again and again what it was given first. */
    private static final class OfTheFirst implements Repeater {
        private final List<Runnable> given = new ArrayList<>();

        @Override
        public void run(Runnable work) {
            given.add(work);
            given.get(0).run();
        }

        @Override
        public void close() {}
    }

    /** What came of some steps, the last with fewer images, in two passes. */
    private record Came(String weights, List<Float> losses, List<Long> right) {}

    @ParameterizedTest
    @CsvSource({
        "lenet-5, SGD, 0.9, 0",
        "lenet-5, SGD, 0.9, 4",
        "lenet-5, SGD, 0, 0",
        "lenet-5, RMSPROP, 0.9, 0",
        "'densenet-bc:depth=10,growth=4,memory=efficient', SGD, 0.9, 0"
    })
    void What_changes_from_step_to_step_lies_in_arrays_that_stay(
            String spec, String optimizer, double momentum, int shift) {
        Recipe recipe =
                Recipe.quick()
                        .with("nesterov", false)
                        .with("momentum", momentum)
                        .with("optimizer", optimizer)
                        .with("clip", 2)
                        .with("shift", shift)
                        .with("smoothing", 0.1)
                        .withBatch(BATCH)
                        .withImages(35)
                        .withValidation(0);
        var compute = new Compute(Device.cpu(), 1, Arithmetic.FLOAT32);
        var training = new Training(Zoo.network(spec), recipe, DATA, 1, compute);
        var repeater = new OfTheFirst();
        assertThat(steps(training, repeater)).isEqualTo(steps(training, null));
        assertThat(repeater.given).as("whole batches of two passes").hasSize(6);
    }

    private static Came steps(Training training, @Nullable Repeater repeater) {
        Engine.getInstance().setRandomSeed(1);
        var losses = new ArrayList<Float>();
        var right = new ArrayList<Long>();
        int side = training.recipe().sideFor(training.network());
        try (Model model = Model.newInstance("steps", Device.cpu())) {
            Block net = training.network().build(10);
            net.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 1, side, side));
            Splits parts = Splits.of(DATA, training.recipe(), 1);
            try (var feed =
                            new DataLoader(
                                    model.getNDManager(),
                                    parts.train(),
                                    side,
                                    true,
                                    training.recipe().shift());
                    var descent =
                            new GradientDescent(model.getNDManager(), net, training.recipe());
                    var step =
                            new TrainingStep(
                                    training, net, feed, descent, model.getNDManager(), repeater)) {
                for (int pass = 0; pass < 2; pass++) {
                    step.beginPass();
                    try (DataLoader.Order order = feed.shuffled(new SplittableRandom(pass))) {
                        for (int from = 0; from < feed.count(); from += BATCH) {
                            int to = Math.min(from + BATCH, feed.count());
                            try (NDArray chosen = order.chosen(from, to)) {
                                step.take(from / BATCH, chosen, 0.001f * (1 + from + pass));
                            }
                        }
                    }
                    losses.add(step.lossSum());
                    right.add(step.rightSum());
                }
            }
            return new Came(Sha256.of(State.bytes(net)), losses, right);
        }
    }
}
