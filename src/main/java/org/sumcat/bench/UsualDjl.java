package org.sumcat.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.sumcat.data.Dataset;
import org.sumcat.data.Images;
import org.sumcat.torch.CacheSizes;
import org.sumcat.torch.Libtorch;

/**
 * A peer: training as in DJL's examples and the Java edition of d2l.ai: sequential and parallel
 * blocks, a trainer, {@link EasyTrain}, batches of {@code (N, C, H, W)}.
 */
final class UsualDjl {
    private static final int BILINEAR = 1;

    private UsualDjl() {}

    static void take(Turns turns, Workload workload, Measure measure, Dataset data, int threads) {
        try (Model model = Model.newInstance(workload.name())) {
            model.setBlock(UsualDjlNetworks.of(workload.name()));
            var config =
                    new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                            .optOptimizer(
                                    Optimizer.sgd()
                                            .setLearningRateTracker(Tracker.fixed(Workload.RATE))
                                            .build())
                            .addEvaluator(new Accuracy())
                            .addTrainingListeners(TrainingListener.Defaults.basic());
            try (Trainer trainer = model.newTrainer(config)) {
                CacheSizes.mend(); // wrong convolutions would be no peer
                Libtorch.setNumThreads(threads);
                trainer.initialize(
                        new Shape(workload.batch(), 1, workload.side(), workload.side()));
                turns.begin(measure == Measure.EPOCH ? data.train().count() : workload.batch());
                if (measure == Measure.FORWARD) {
                    forwards(trainer, turns, workload);
                } else {
                    train(trainer, turns, workload, measure, data);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void forwards(Trainer trainer, Turns turns, Workload workload) {
        int side = workload.side();
        NDArray images =
                trainer.getManager()
                        .randomUniform(0, 1, new Shape(workload.batch(), 1, side, side));
        while (true) {
            try (NDManager step = trainer.getManager().newSubManager()) {
                NDArray given = images.duplicate();
                given.attach(step);
                trainer.evaluate(new NDList(given)).singletonOrThrow().toFloatArray();
            }
            turns.done();
        }
    }

    /** The loop of {@link EasyTrain#fit}, with the data set in memory and the batches resized. */
    private static void train(
            Trainer trainer, Turns turns, Workload workload, Measure measure, Dataset data)
            throws IOException, TranslateException {
        ArrayDataset dataset = dataset(trainer.getManager(), data.train(), workload.batch());
        long[] size = {workload.side(), workload.side()};
        while (true) {
            for (Batch drawn : trainer.iterateDataset(dataset)) {
                NDArray images = drawn.getData().singletonOrThrow();
                NDArray resized = images.getNDArrayInternal().interpolation(size, BILINEAR, false);
                try (Batch batch = batch(drawn.getManager(), resized, drawn.getLabels())) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                }
                if (measure == Measure.STEP || measure == Measure.START) {
                    turns.done();
                }
            }
            trainer.notifyListeners(listener -> listener.onEpoch(trainer));
            if (measure == Measure.EPOCH) {
                turns.done();
            }
        }
    }

    private static ArrayDataset dataset(NDManager manager, Images train, int batch) {
        NDArray pixels =
                manager.create(
                                ByteBuffer.wrap(train.pixels()),
                                new Shape(train.count(), 1, train.height(), train.width()),
                                DataType.UINT8)
                        .toType(DataType.FLOAT32, false)
                        .div(255);
        NDArray labels =
                manager.create(
                                ByteBuffer.wrap(train.labels()),
                                new Shape(train.count()),
                                DataType.UINT8)
                        .toType(DataType.INT64, false);
        return new ArrayDataset.Builder()
                .setData(pixels)
                .optLabels(labels)
                .setSampling(batch, true)
                .build();
    }

    private static Batch batch(NDManager manager, NDArray images, NDList labels) {
        images.attach(manager);
        return new Batch(
                manager,
                new NDList(images),
                labels,
                (int) images.getShape().get(0),
                Batchifier.STACK,
                Batchifier.STACK,
                0,
                0);
    }
}
