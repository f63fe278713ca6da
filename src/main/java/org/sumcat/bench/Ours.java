package org.sumcat.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Libtorch;
import org.sumcat.train.Epoch;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.TrainingProgress;
import org.sumcat.zoo.Zoo;

/**
 * A peer: Sumcat's own training, complete with choosing and resizing the images and counting
 * correct predictions.
 */
final class Ours {
    private static final int EPOCHS = 1000; // nobody waits for the last

    private Ours() {}

    static void take(
            Turns turns,
            Workload workload,
            Measure measure,
            Dataset data,
            int threads,
            String precision) {
        Compute.useThreads(threads);
        if (measure == Measure.FORWARD) {
            forwards(turns, workload);
        } else {
            training(turns, workload, measure, data, Compute.of("auto").with(precision));
        }
    }

    private static void forwards(Turns turns, Workload workload) {
        Block net = Zoo.network(workload.spec()).build(10);
        try (Model model = Model.newInstance(workload.spec())) {
            NDManager manager = model.getNDManager();
            int side = workload.side();
            net.initialize(manager, DataType.FLOAT32, new Shape(workload.batch(), 1, side, side));
            NDArray images =
                    manager.randomUniform(0, 1, new Shape(workload.batch(), side, side, 1));
            images = images.transpose(0, 3, 1, 2);
            var pass = new Pass(new ParameterStore(manager, false), false, Rules.DEFAULT);
            Libtorch.setGradMode(false);
            turns.begin(workload.batch());
            while (true) {
                try (NDArray scores = pass.run(net, images).singletonOrThrow()) {
                    scores.toFloatArray();
                }
                turns.done();
            }
        }
    }

    private static void training(
            Turns turns, Workload workload, Measure measure, Dataset data, Compute compute) {
        var recipe =
                Recipe.d2l()
                        .with("testing", "LAST_EPOCH")
                        .with("rate", Workload.RATE)
                        .withEpochs(EPOCHS)
                        .withSide(workload.side())
                        .withBatch(workload.batch());
        var wait = new Wait(compute.device());
        turns.begin(measure == Measure.EPOCH ? data.train().count() : workload.batch());
        new Training(Zoo.network(workload.spec()), recipe, data, 1, compute)
                .watchedBy(
                        new TrainingObserver() {
                            @Override
                            public void afterStep(TrainingProgress progress) {
                                if (measure == Measure.STEP || measure == Measure.START) {
                                    wait.forDevice();
                                    turns.done();
                                }
                            }

                            @Override
                            public void afterEpoch(Epoch epoch) {
                                if (measure == Measure.EPOCH) {
                                    turns.done();
                                }
                            }
                        })
                .run();
    }
}
