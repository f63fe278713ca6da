package org.sumcat.measure;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import org.sumcat.device.Compute;
import org.sumcat.engine.Backpropagation;
import org.sumcat.engine.Rules;
import org.sumcat.network.Network;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.torch.Libtorch;
import org.sumcat.zoo.Zoo;

/**
 * The process in which {@link PeakMemory} measures: SPEC, side, batch, threads; prints one line.
 */
final class PeakMemoryMain {
    static final String ANSWER = "peak ";

    private static final int STEPS = 5;
    private static final Loss LOSS = Loss.softmaxCrossEntropyLoss();

    private PeakMemoryMain() {}

    public static void main(String[] arguments) {
        int side = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        Compute.useThreads(Integer.parseInt(arguments[3]));
        Libtorch.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Resident resident = Resident.ofThisProcess()) {
            Network network = Zoo.network(arguments[0]);
            Rules rules = Rules.DEFAULT.with(network.rules());
            Block net = network.build(10);
            net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, side, side));
            ChannelsLast.weights(net); // as in training
            step(net, rules, manager, side, 2);
            long before = resident.begin();
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < STEPS; i++) {
                long start = System.nanoTime();
                step(net, rules, manager, side, batch);
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            System.out.println(ANSWER + (resident.most() - before) + " " + fastest / 1e9);
        }
        System.exit(0); // the engine's threads would stay for a while
    }

    private static void step(Block net, Rules rules, NDManager manager, int side, int batch) {
        try (NDManager own = manager.newSubManager()) {
            NDArray images = own.randomUniform(0, 1, new Shape(batch, 1, side, side));
            NDArray labels = own.arange(batch).toType(DataType.INT64, false).mod(10);
            Backpropagation.through(
                    net,
                    Arithmetic.FLOAT32,
                    rules,
                    ChannelsLast.images(images),
                    scores -> LOSS.evaluate(new NDList(labels), new NDList(scores.get(0))));
        }
    }
}
