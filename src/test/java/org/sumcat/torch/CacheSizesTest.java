package org.sumcat.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.device.EngineAtWork;

/** Channels that do not fill a vector are the ones that are forgotten where caches are hidden. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheSizesTest {
    @TempDir private Path folder;

    /**
     * Prints the sum over 24 channels and 3 x 3 pixels of ones, with our start of the engine or
     * without.
     */
    static final class Program {
        public static void main(String[] start) {
            if (start[0].equals("ours")) {
                EngineAtWork.get();
            }
            try (NDManager manager = Engine.getInstance().newBaseManager()) {
                NDArray images = manager.ones(new Shape(2, 24, 6, 6));
                NDArray sums = convolved(images, manager.ones(new Shape(24, 24, 3, 3)));
                System.out.println("sum: " + sums.get("0, 0, 2, 2").getFloat());
            }
        }
    }

    private static NDArray convolved(NDArray images, NDArray weights) {
        NDArray none = images.getManager().zeros(new Shape(weights.getShape().get(0)));
        return Conv2d.conv2d(images, weights, none, new Shape(1, 1), new Shape(1, 1))
                .singletonOrThrow();
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "23, 23", "24, 24", "24, 16", "16, 24", "11, 40", "1, 6"})
    void a_convolution_of_ones_sums_all_channels_and_so_does_its_gradient(int in, int out) {
        try (NDManager manager = EngineAtWork.get().newBaseManager()) {
            NDArray images = manager.ones(new Shape(3, in, 6, 6));
            NDArray weights = manager.ones(new Shape(out, in, 3, 3));
            images.setRequiresGradient(true);
            weights.setRequiresGradient(true);
            try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
                NDArray sums = convolved(images, weights);
                assertThat(sums.get("2, :, 2, 2").toFloatArray()).containsOnly(9 * in);
                tape.backward(sums.sum());
            }
            assertThat(images.getGradient().get("2, :, 2, 2").toFloatArray()).containsOnly(9 * out);
            assertThat(weights.getGradient().get(":, :, 1, 1").toFloatArray())
                    .containsOnly(3 * 6 * 6);
        }
    }

    @Test
    void
            where_caches_are_hidden_the_sum_is_wrong_without_our_start_of_the_engine_and_right_with_it()
                    throws Exception {
        assumeTrue(
                CacheSizes.areHidden(),
                "processors of AMD that hide the sizes of their caches are rare");
        assertThat(run("DJL's")).doesNotContain("sum: 216.0");
        assertThat(run("ours")).contains("sum: 216.0");
        assertThat(CacheSizes.mend()).isTrue();
    }

    private String run(String start) throws Exception {
        Path out = folder.resolve("out");
        int status =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Program.class.getName(),
                                        start))
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start()
                        .waitFor();
        assertThat(status).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
