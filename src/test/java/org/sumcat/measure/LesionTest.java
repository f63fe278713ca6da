package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sumcat.data.Dataset;
import org.sumcat.data.DrawnSet;
import org.sumcat.data.NothingToLearn;
import org.sumcat.engine.Hooks;
import org.sumcat.nn.ModulePaths;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Outcome;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LesionTest {

    @Nested
    @Tag("training")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Of_a_DenseNet_that_has_learned {
        private Trained trained;

        @BeforeAll
        void train() {
            trained = trained(DrawnSet.draw(400, 100, Outcome.SEED));
        }

        private static Trained trained(Dataset data) {
            var recipe =
                    Recipe.quick()
                            .withImages(200)
                            .withValidation(100)
                            .withEpochs(16)
                            .withBatch(20)
                            .withSide(16);
            var network = Zoo.network("densenet:blocks=2-2,growth=4,initial=8");
            return Training.of(network, recipe, data).withSeed(Outcome.SEED).train();
        }

        @AfterAll
        void close() {
            trained.close();
        }

        @Test
        void a_connection_cut_is_the_same_as_one_whose_weights_are_0() {
            var block = Reuse.of(trained).blocks().get(0);
            var target = block.targets().get(2); // the transition
            var source = target.sources().get(1);
            var damage = Lesion.each(trained, List.of(Lesion.between(source, target))).get(0);
            var kernel =
                    trained.places()
                            .at(target.address())
                            .block()
                            .getParameters()
                            .get("weight")
                            .getArray();
            double whole = loss();
            try (NDArray before = kernel.duplicate()) {
                kernel.set(new NDIndex(":,{}:{}", source.from(), source.to()), 0);
                assertThat(damage.lossGained()).isEqualTo(loss() - whole, within(1e-6));
                kernel.set(new NDIndex(":"), before);
            }
            assertThat(damage.lossGained()).isNotZero();
        }

        @Test
        void a_source_that_nobody_reads_is_cut_from_all_that_did() {
            // the classifier reads the block's input, layer 1 and layer 2; layer 2 reads the first
            // two: without the input, the whole network sees no image any more
            var block = Reuse.of(trained).blocks().get(1);
            var blind =
                    Lesion.each(trained, List.of(Lesion.of(block.sources().get(0), block))).get(0);
            double accuracy = trained.accuracy(trained.validation());
            Outcome.assertAbove("accuracy before a lesion", accuracy, 0.3);
            assertThat(accuracy - blind.accuracyLost()).isEqualTo(0.1, within(1e-9));
        }

        @Test
        void there_is_nothing_to_lose_where_labels_say_nothing() {
            try (Trained other = trained(NothingToLearn.draw(400, 100))) {
                double accuracy = other.accuracy(other.validation());
                Outcome.assertBelow("accuracy before a lesion, labels of nothing", accuracy, 0.3);
            }
        }

        @Test
        void one_lesion_leaves_nothing_for_the_next() {
            var block = Reuse.of(trained).blocks().get(1);
            var cut = Lesion.of(block.sources().get(0), block);
            var twice = Lesion.each(trained, List.of(cut, cut));
            assertThat(twice.get(1).lossGained()).isEqualTo(twice.get(0).lossGained());
        }

        private double loss() {
            return trained.quality(Hooks.on(trained.places())).loss();
        }
    }

    @Nested
    class Units_to_be_taken_out {
        @Test
        void of_a_ResNet_are_all_its_units() {
            assertThat(units("resnet-cifar:depth=14,width=2"))
                    .containsExactly(
                            "layer1/1", "layer1/2", "layer2/1", "layer2/2", "layer3/1", "layer3/2");
            assertThat(units("resnet-cifar:depth=14,width=2,shortcut=b")).hasSize(6);
            assertThat(units("stochastic-depth:depth=14,width=2")).hasSize(6);
        }

        @Test
        void of_its_plain_twin_are_those_that_keep_the_shape() {
            assertThat(units("plain:depth=14,width=2"))
                    .containsExactly("layer1/1", "layer1/2", "layer2/2", "layer3/2");
        }

        @Test
        void are_numbered_with_those_that_cannot_but_without_stems_and_transitions() {
            assertThat(numbered("plain:depth=14,width=2"))
                    .isEqualTo(numbered("resnet-cifar:depth=14,width=2"))
                    .hasSize(6);
            assertThat(numbered("densenet-bc:blocks=2-1,growth=2"))
                    .containsExactly("dense1/1", "dense1/2", "dense2/1");
        }

        @Test
        void of_a_DenseNet_are_its_layers() {
            assertThat(units("densenet-bc:blocks=2-1,growth=2"))
                    .containsExactly("dense1/1", "dense1/2", "dense2/1");
        }

        @Test
        void of_the_skeletons_are_their_layers() {
            assertThat(units("skeleton:join=plain,depth=10,width=2")).hasSize(6);
            assertThat(units("skeleton:join=sum,depth=10,width=2")).hasSize(6);
            assertThat(units("skeleton:join=concat,depth=10,width=2")).hasSize(6);
        }

        @Test
        void there_must_be_one() {
            assertThatThrownBy(() -> units("lenet-5"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a layer can be removed where there is a shortcut, or where it keeps the shape, but the network has no such layer; use a deeper"
                                    + " one");
        }

        private List<String> units(String spec) {
            return of(
                    spec,
                    (net, places) ->
                            Deletion.each(net, places).stream().map(Lesion::address).toList());
        }

        private List<String> numbered(String spec) {
            return of(spec, Deletion::all);
        }

        private List<String> of(String spec, BiFunction<Block, ModulePaths, List<String>> asked) {
            try (NDManager manager = NDManager.newBaseManager()) {
                var images = new Shape(1, 1, 32, 32);
                Block net = Zoo.network(spec).build(10);
                net.initialize(manager, DataType.FLOAT32, images);
                return asked.apply(net, ModulePaths.of(net, images));
            }
        }
    }
}
