package org.sumcat.device;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.nn.EngineProfile;
import org.sumcat.recipe.Recipe;
import org.sumcat.torch.Arithmetic;
import org.sumcat.train.PretendedGpu;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;
import org.sumcat.train.TrainingProgress;
import org.sumcat.zoo.Zoo;

/**
 * What a GPU would have to wait for. There is none here: DJL is made to believe in one, the engine
 * computes on the CPU, and every array that would cross is told.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeviceTest {
    private static final Dataset DATA = DrawnSet.draw(60, 20, 1);
    private static final Recipe RECIPE =
            Recipe.quick()
                    .withEpochs(2)
                    .withImages(40)
                    .withValidation(10)
                    .withBatch(10)
                    .with("rate", 0.001);

    /** Numbers that go along with a call, and chances that are drawn where they are looked at. */
    private static final List<String> ON_THE_CPU_ON_PURPOSE =
            List.of(
                    "createNdFromByteBuffer on cpu() in org.sumcat.torch.Scalars",
                    "uniform on cpu() in org.sumcat.nn.Gated");

    /**
     * Operators that a GPU has to finish its work for (of PyTorch, "CUDA semantics"); {@code where}
     * if it is asked about a number in the memory of the machine.
     */
    private static final List<String> WAITING =
            List.of(
                    "aten::item",
                    "aten::_local_scalar_dense",
                    "aten::is_nonzero",
                    "aten::nonzero",
                    "aten::masked_select",
                    "aten::equal",
                    "aten::_unique2",
                    "aten::where");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet-5", // connections by a table
                "nin-cifar",
                "googlenet", // heads, local response normalization
                "resnet-20",
                "stochastic-depth:depth=20", // gates
                "densenet:depth=22,growth=8,dropout=0.2",
                "densenet-bc:depth=22,growth=8,memory=efficient",
                "densenet-d2l"
            })
    void Nothing_crosses_while_an_epoch_goes_on(String spec) {
        assertThat(crossings(spec, RECIPE, Arithmetic.FLOAT32).within()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void Nor_with_the_optimizer_of_the_Inception_papers(Arithmetic arithmetic) {
        Recipe recipe =
                RECIPE.with("nesterov", false)
                        .with("optimizer", "RMSPROP")
                        .with("momentum", 0.9)
                        .with("weightDecay", 1e-4)
                        .with("clip", 2)
                        .with("smoothing", 0.1);
        assertThat(crossings("resnet-20", recipe, arithmetic).within()).isEmpty();
    }

    @Test
    void Images_cross_at_the_beginning_and_of_an_epoch_their_order_five_sums_and_the_answers() {
        Crossings crossings = crossings("resnet-20", RECIPE, Arithmetic.FLOAT32);
        long weights = 19 + 4 * 19 + 2; // of 19 convolutions, 19 batch norms, a linear layer
        Map<String, Long> before = crossings.before();
        assertThat(before.remove("cpu() -> gpu(0) by createNdFromByteBuffer in State"))
                .as("the first weights, as a CPU draws them")
                .isEqualTo(weights);
        before.keySet().removeIf(event -> event.contains(" on cpu() in org.sumcat.nn."));
        assertThat(before)
                .as("images and names to train on, to validate, to test; the first order")
                .containsOnly(
                        Map.entry("cpu() -> gpu(0) by createNdFromByteBuffer in DataLoader", 7L));
        Map<String, Long> between = crossings.between();
        assertThat(between.remove("gpu(0) -> cpu() by to in State"))
                .as("the best weights")
                .isEqualTo(weights);
        assertThat(between)
                .containsOnly(
                        Map.entry("gpu(0) -> cpu() by to in TrainingStep", 2L),
                        Map.entry("gpu(0) -> cpu() by to in Inference", 4L), // and the answers
                        Map.entry("cpu() -> gpu(0) by createNdFromByteBuffer in DataLoader", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"densenet-d2l", "googlenet"})
    void No_operator_of_a_step_waits_for_the_device(String spec) {
        Recipe once = RECIPE.withEpochs(1).withValidation(0);
        EngineProfile whole =
                EngineProfile.of(() -> new Training(Zoo.network(spec), once, DATA, 1, cpu()).run());
        assertThat(whole.count("aten::mkldnn_convolution")).as("it is looked at").isPositive();
        // DJL's one-hot rows ask for the largest label, but on a GPU they do not; two in a test
        assertThat(whole.ran(WAITING)).isSubsetOf("aten::item", "aten::_local_scalar_dense");
        assertThat(whole.count("aten::item")).isEqualTo(2 * whole.count("aten::one_hot"));
    }

    /** A GPU is told of all weights at once, a CPU of as many as its cache holds. */
    @ParameterizedTest
    @ValueSource(strings = {"SGD", "RMSPROP"})
    void An_optimizer_moves_all_weights_at_once_to_the_same_bits(String optimizer) {
        Recipe recipe =
                RECIPE.with("nesterov", false)
                        .with("optimizer", optimizer)
                        .with("momentum", 0.9)
                        .with("weightDecay", 1e-4)
                        .with("nesterov", optimizer.equals("SGD"));
        var training = new Training(Zoo.network("nin-cifar"), recipe, DATA, 1, cpu());
        String inPortions = training.run().weightsSha256();
        try (var gpu = new PretendedGpu()) {
            var pretended = new Compute(Device.gpu(), 2, Arithmetic.FLOAT32);
            assertThat(training.on(pretended).run().weightsSha256()).isEqualTo(inPortions);
        }
    }

    private static Compute cpu() {
        return new Compute(Device.cpu(), 2, Arithmetic.FLOAT32);
    }

    /** What crossed before the first step, from step to step, and between the two epochs. */
    private record Crossings(
            Map<String, Long> before, List<String> within, Map<String, Long> between) {}

    private static Crossings crossings(String spec, Recipe recipe, Arithmetic arithmetic) {
        var atStep = new ArrayList<List<String>>();
        try (var gpu = new PretendedGpu()) {
            var before =
                    new TrainingObserver() {
                        @Override
                        public void afterStep(TrainingProgress progress) {
                            atStep.add(gpu.events());
                        }
                    };
            new Training(
                            Zoo.network(spec),
                            recipe,
                            DATA,
                            1,
                            new Compute(Device.gpu(), 2, arithmetic))
                    .watchedBy(before)
                    .run();
        }
        assertThat(atStep).as("steps of two epochs").hasSize(2 * 4);
        var within = new ArrayList<String>();
        for (int step : new int[] {1, 2, 3, 5, 6, 7}) {
            within.addAll(atStep.get(step));
        }
        within.removeAll(ON_THE_CPU_ON_PURPOSE);
        return new Crossings(counted(atStep.get(0)), within, counted(atStep.get(4)));
    }

    private static Map<String, Long> counted(List<String> events) {
        return events.stream()
                .filter(event -> !ON_THE_CPU_ON_PURPOSE.contains(event))
                .map(event -> event.replaceAll("org\\.sumcat\\.(train|inference)\\.", ""))
                .collect(groupingBy(event -> event, counting()));
    }
}
