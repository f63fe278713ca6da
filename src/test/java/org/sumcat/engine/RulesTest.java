package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sumcat.torch.Arithmetic;
import org.sumcat.torch.ChannelsLast;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RulesTest {
    /**
     * One network for each thing that a rule may meet.
     *
     * @param side of the images
     */
    private record Case(String spec, int side, int batch) {}

    private static final List<Case> ZOO =
            List.of(
                    new Case("lenet-5-1998", 32, 4), // pooling with weights, a table
                    new Case("lenet-5-d2l", 28, 4),
                    new Case("nin-cifar", 28, 3), // max pools, dropout
                    new Case("densenet:depth=10,growth=3", 28, 12), // few and odd channels
                    new Case("densenet-bc:depth=16,growth=4", 28, 12), // transitions
                    new Case("densenet-bc:depth=10,growth=4,dropout=0.2", 28, 12),
                    new Case("skeleton:join=plain,depth=10,width=5", 28, 12), // batch norm alone
                    new Case("skeleton:join=sum,depth=10,width=8", 28, 12),
                    new Case("skeleton:join=concat,depth=10,width=6", 28, 12),
                    new Case("resnet-cifar:depth=8,shortcut=a-avg", 28, 4),
                    new Case("stochastic-depth:depth=8", 28, 4), // gates
                    new Case(
                            "preact-resnet:depth=11",
                            28,
                            2), // branches that are convolutions alone
                    new Case("resnet-d2l", 40, 2), // small images, many weights
                    new Case("googlenet", 96, 2)); // auxiliary classifiers

    private static final double ZERO = 1e-2; // of the largest number of all arrays
    private static final Map<Case, Map<String, float[]>> ORACLE = new LinkedHashMap<>();

    /** What the blocks of {@code nn} compute by themselves is the truth. */
    @TestFactory
    Stream<DynamicTest> A_network_is_what_it_says_by_each_rule_and_by_all() {
        return ZOO.stream()
                .flatMap(
                        each ->
                                sets().map(
                                                rules ->
                                                        dynamicTest(
                                                                "%s by %s"
                                                                        .formatted(
                                                                                each.spec,
                                                                                rules.words()),
                                                                () -> agree(each, rules))));
    }

    /** None, each alone, and all. */
    private static Stream<Rules> sets() {
        var sets = new ArrayList<Rules>();
        sets.add(Rules.PLAIN);
        Rules.all().forEach(rule -> sets.add(new Rules(List.of(rule))));
        sets.add(new Rules(Rules.all()));
        return sets.stream();
    }

    private static void agree(Case of, Rules rules) {
        Map<String, float[]> truth = ORACLE.computeIfAbsent(of, each -> step(each, null));
        Map<String, float[]> found = step(of, rules);
        double within = rules.inUse().stream().mapToDouble(Rule::tolerance).sum();
        double largest = truth.values().stream().mapToDouble(RulesTest::largest).max().orElse(0);
        assertThat(found).containsOnlyKeys(truth.keySet());
        truth.forEach(
                (name, numbers) -> {
                    if (within == 0) {
                        assertThat(found.get(name)).as(name).isEqualTo(numbers);
                    } else { // some are zero but for rounding, as of a bias before batch norm
                        double scale = Math.max(largest(numbers), ZERO * largest);
                        assertThat(difference(found.get(name), numbers) / scale)
                                .as(name)
                                .isLessThanOrEqualTo(within);
                    }
                });
    }

    private static double largest(float[] numbers) {
        return IntStream.range(0, numbers.length)
                .mapToDouble(i -> Math.abs(numbers[i]))
                .max()
                .getAsDouble();
    }

    private static double difference(float[] some, float[] others) {
        assertThat(some).hasSameSizeAs(others);
        return IntStream.range(0, some.length)
                .mapToDouble(i -> Math.abs(some[i] - others[i]))
                .max()
                .getAsDouble();
    }

    /**
     * Scores without training; then of a training step scores, gradients and running statistics.
     *
     * @param rules or null for the blocks by themselves
     */
    private static Map<String, float[]> step(Case of, @Nullable Rules rules) {
        var found = new LinkedHashMap<String, float[]>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Block net = Zoo.network(of.spec).build(10);
            Engine.getInstance().setRandomSeed(5);
            net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
            net.initialize(manager, DataType.FLOAT32, new Shape(1, 1, of.side, of.side));
            ChannelsLast.weights(net);
            NDArray images =
                    ChannelsLast.images(
                            manager.randomNormal(new Shape(of.batch, 1, of.side, of.side)));
            var weights = new ParameterStore(manager, false);
            NDList scores =
                    rules == null
                            ? net.forward(weights, new NDList(images), false)
                            : new Pass(weights, false, rules).run(net, images);
            found.put("scores", scores.singletonOrThrow().toFloatArray());
            Engine.getInstance().setRandomSeed(9); // of dropout and gates
            if (rules == null) {
                try (var tape = Engine.getInstance().newGradientCollector()) {
                    tape.backward(loss(net.forward(weights, new NDList(images), true), found));
                }
            } else {
                Backpropagation.through(
                        net, Arithmetic.FLOAT32, rules, images, all -> loss(all, found));
            }
            net.getParameters()
                    .forEach(
                            each -> {
                                NDArray array = each.getValue().getArray();
                                found.put(
                                        found.size() + " " + each.getKey(),
                                        (each.getValue().requiresGradient()
                                                        ? array.getGradient()
                                                        : array)
                                                .toFloatArray());
                            });
        }
        return found;
    }

    private static NDArray loss(NDList scores, Map<String, float[]> found) {
        scores.forEach(each -> found.put("scores " + found.size(), each.toFloatArray()));
        return scores.stream()
                .map(each -> each.logSoftmax(1).get(":, 1").sum().neg())
                .reduce(NDArray::add)
                .orElseThrow();
    }

    /** Else the oracle would say nothing of it. */
    @Test
    void Every_rule_for_parts_computes_something_in_that_zoo() {
        for (Rule rule : Rules.all()) {
            if (rule instanceof PartRule part && part.isFor(Device.cpu())) {
                var counting = new Counting(part, new AtomicInteger());
                for (Case each : ZOO) {
                    step(each, new Rules(List.of(counting)));
                }
                assertThat(counting.runs()).as(part.name()).hasPositiveValue();
            }
        }
    }

    /** A rule, and how often it has computed something. */
    private record Counting(PartRule rule, AtomicInteger runs) implements PartRule {
        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public String effect() {
            return rule.effect();
        }

        @Override
        public double tolerance() {
            return rule.tolerance();
        }

        @Override
        public int takes() {
            return rule.takes();
        }

        @Override
        public boolean matches(List<Block> parts, int i, NDArray now, Pass pass) {
            return rule.matches(parts, i, now, pass);
        }

        @Override
        public NDArray run(List<Block> parts, int i, NDArray now, Pass pass) {
            runs.incrementAndGet();
            return rule.run(parts, i, now, pass);
        }
    }

    @Nested
    class By_name {
        @Test
        void Default_is_all_but_recomputation_and_plain_is_none() {
            assertThat(Rules.of("default").names())
                    .containsExactly(
                            "channel-padding",
                            "pool-before-1x1",
                            "convolution-algorithms",
                            "relu-in-place",
                            "sum-in-place",
                            "recording");
            assertThat(Rules.of("default")).isEqualTo(Rules.DEFAULT);
            assertThat(Rules.of("plain").inUse()).isEmpty();
        }

        @Test
        void Several_may_be_asked_for_in_any_order_and_twice() {
            assertThat(Rules.of("relu-in-place,channel-padding,relu-in-place").names())
                    .containsExactly("channel-padding", "relu-in-place");
            assertThat(Rules.of("full-recomputation,recomputation,default").inUse())
                    .containsExactlyElementsOf(Rules.all());
        }

        @Test
        void The_shortest_words_for_them_are_read_as_the_same() {
            for (String words :
                    List.of(
                            "plain",
                            "default",
                            "default,recomputation",
                            "full-recomputation",
                            "relu-in-place")) {
                assertThat(Rules.of(words).words()).isEqualTo(words);
            }
        }

        @Test
        void Another_is_refused_with_those_there_are() {
            assertThatThrownBy(() -> Rules.of("default,fast"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "rules must be default, plain or some of recomputation, full-recomputation,"
                                    + " channel-padding, pool-before-1x1, convolution-algorithms, relu-in-place,"
                                    + " sum-in-place, recording with commas between, but one was"
                                    + " 'fast'");
        }
    }
}
