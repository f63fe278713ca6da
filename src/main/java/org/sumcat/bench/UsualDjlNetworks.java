package org.sumcat.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * The networks as written in DJL's examples and the Java edition of d2l.ai: sequential and parallel
 * blocks, layers with their builders' default settings.
 */
final class UsualDjlNetworks {
    private UsualDjlNetworks() {}

    static Block of(String name) {
        return switch (name) {
            case "densenet-d2l" -> densenetD2l();
            case "densenet-bc-40-12" -> densenetBc(6);
            case "densenet-bc-100-12" -> densenetBc(16);
            case "resnet-20" -> resnet20();
            case "resnet-18" -> resnet18();
            case "googlenet-d2l" -> googlenetD2l();
            default -> throw new IllegalArgumentException("no usual " + name);
        };
    }

    private static SequentialBlock densenetD2l() {
        var net =
                new SequentialBlock()
                        .add(conv(64, 7, 2, true))
                        .add(BatchNorm.builder().build())
                        .add(Activation::relu)
                        .add(maxPool());
        int channels = 64;
        for (int block = 0; block < 4; block++) {
            for (int layer = 0; layer < 4; layer++) {
                net.add(dense(bnReluConv(32, 3, true)));
            }
            channels += 4 * 32;
            if (block < 3) {
                channels /= 2;
                net.add(bnReluConv(channels, 1, true)).add(avgPool());
            }
        }
        return classifier(net.add(BatchNorm.builder().build()).add(Activation::relu));
    }

    private static SequentialBlock densenetBc(int layers) {
        var net = new SequentialBlock().add(conv(24, 3, 1, false));
        int channels = 24;
        for (int block = 0; block < 3; block++) {
            for (int layer = 0; layer < layers; layer++) {
                net.add(
                        dense(
                                new SequentialBlock()
                                        .add(bnReluConv(48, 1, false))
                                        .add(bnReluConv(12, 3, false))));
            }
            channels += layers * 12;
            if (block < 2) {
                channels /= 2;
                net.add(bnReluConv(channels, 1, false)).add(avgPool());
            }
        }
        return classifier(net.add(BatchNorm.builder().build()).add(Activation::relu));
    }

    private static SequentialBlock resnet20() {
        var net = new SequentialBlock().add(conv(16, 3, 1, false)).add(bnRelu());
        for (int stage = 0; stage < 3; stage++) {
            for (int unit = 0; unit < 3; unit++) {
                int filters = 16 << stage;
                boolean halve = stage > 0 && unit == 0;
                Block shortcut = halve ? zeroPadded(filters / 2) : Blocks.identityBlock();
                net.add(residual(filters, halve ? 2 : 1, shortcut));
            }
        }
        return classifier(net);
    }

    private static SequentialBlock resnet18() {
        var net = new SequentialBlock().add(conv(64, 7, 2, false)).add(bnRelu()).add(maxPool());
        for (int stage = 0; stage < 4; stage++) {
            for (int unit = 0; unit < 2; unit++) {
                int filters = 64 << stage;
                boolean halve = stage > 0 && unit == 0;
                Block shortcut =
                        halve
                                ? new SequentialBlock()
                                        .add(conv(filters, 1, 2, false))
                                        .add(BatchNorm.builder().build())
                                : Blocks.identityBlock();
                net.add(residual(filters, halve ? 2 : 1, shortcut));
            }
        }
        return classifier(net);
    }

    private static SequentialBlock googlenetD2l() {
        var net =
                new SequentialBlock()
                        .add(convRelu(64, 7, 2))
                        .add(maxPool())
                        .add(convRelu(64, 1, 1))
                        .add(convRelu(192, 3, 1))
                        .add(maxPool())
                        .add(inception(64, 96, 128, 16, 32, 32))
                        .add(inception(128, 128, 192, 32, 96, 64))
                        .add(maxPool())
                        .add(inception(192, 96, 208, 16, 48, 64))
                        .add(inception(160, 112, 224, 24, 64, 64))
                        .add(inception(128, 128, 256, 24, 64, 64))
                        .add(inception(112, 144, 288, 32, 64, 64))
                        .add(inception(256, 160, 320, 32, 128, 128))
                        .add(maxPool())
                        .add(inception(256, 160, 320, 32, 128, 128))
                        .add(inception(384, 192, 384, 48, 128, 128));
        return classifier(net);
    }

    private static Block inception(
            int ones, int reduce3, int threes, int reduce5, int fives, int project) {
        return new ParallelBlock(
                branches ->
                        new NDList(
                                NDArrays.concat(
                                        new NDList(
                                                branches.stream()
                                                        .map(NDList::singletonOrThrow)
                                                        .toList()),
                                        1)),
                List.of(
                        convRelu(ones, 1, 1),
                        convRelu(reduce3, 1, 1).add(convRelu(threes, 3, 1)),
                        convRelu(reduce5, 1, 1).add(convRelu(fives, 5, 1)),
                        new SequentialBlock()
                                .add(
                                        Pool.maxPool2dBlock(
                                                new Shape(3, 3), new Shape(1, 1), new Shape(1, 1)))
                                .add(convRelu(project, 1, 1))));
    }

    private static SequentialBlock convRelu(int filters, int kernel, int stride) {
        return new SequentialBlock().add(conv(filters, kernel, stride, true)).add(Activation::relu);
    }

    private static Block residual(int filters, int stride, Block shortcut) {
        var body =
                new SequentialBlock()
                        .add(conv(filters, 3, stride, false))
                        .add(bnRelu())
                        .add(conv(filters, 3, 1, false))
                        .add(BatchNorm.builder().build());
        return new ParallelBlock(
                branches ->
                        new NDList(
                                Activation.relu(
                                        branches.get(0)
                                                .singletonOrThrow()
                                                .add(branches.get(1).singletonOrThrow()))),
                List.of(body, shortcut));
    }

    private static Block zeroPadded(int missing) {
        return LambdaBlock.singleton(
                x -> {
                    NDArray half = x.get(":, :, ::2, ::2");
                    Shape shape = half.getShape();
                    NDArray zeros =
                            x.getManager()
                                    .zeros(
                                            new Shape(
                                                    shape.get(0),
                                                    missing,
                                                    shape.get(2),
                                                    shape.get(3)));
                    return half.concat(zeros, 1);
                });
    }

    private static Block dense(Block layer) {
        return new ParallelBlock(
                branches ->
                        new NDList(
                                NDArrays.concat(
                                        new NDList(
                                                branches.get(0).singletonOrThrow(),
                                                branches.get(1).singletonOrThrow()),
                                        1)),
                List.of(Blocks.identityBlock(), layer));
    }

    private static SequentialBlock bnReluConv(int filters, int kernel, boolean bias) {
        return bnRelu().add(conv(filters, kernel, 1, bias));
    }

    private static SequentialBlock bnRelu() {
        return new SequentialBlock().add(BatchNorm.builder().build()).add(Activation::relu);
    }

    private static Block conv(int filters, int kernel, int stride, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(bias)
                .build();
    }

    private static Block maxPool() {
        return Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1));
    }

    private static Block avgPool() {
        return Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    private static SequentialBlock classifier(SequentialBlock net) {
        return net.add(Pool.globalAvgPool2dBlock()).add(Linear.builder().setUnits(10).build());
    }
}
