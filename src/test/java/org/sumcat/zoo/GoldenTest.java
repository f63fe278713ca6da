package org.sumcat.zoo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sumcat.engine.Pass;
import org.sumcat.engine.Rules;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Dropout;
import org.sumcat.nn.Gated;

/**
 * Networks against the numbers of independent implementations.
 *
 * <p>A folder of cases has a {@code cases.tsv} (case, spec) and a {@code CASE.json} for each: what
 * the network gives when weights and input follow the fill rule of {@link Fill}, computed in
 * float64. Another folder: {@code ./sumcat test -Dtest=GoldenTest -Dsumcat.golden=DIR}.
 *
 * <p>What is cheap to run is run twice: as a training has it, too, with channels last in memory.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoldenTest {
    private static final String OURS = "src/test/resources/golden";
    private static final Loss CROSS_ENTROPY = Loss.softmaxCrossEntropyLoss();
    private static final long CHEAP = 400_000_000; // multiply-accumulates for one image

    /** The order of an image's numbers in memory. */
    enum Order {
        CHANNELS_FIRST,
        CHANNELS_LAST;

        NDArray of(NDArray x) {
            return this == CHANNELS_FIRST
                    ? x
                    : x.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2);
        }
    }

    static Stream<Arguments> cases() throws IOException {
        String folder = System.getProperty("sumcat.golden", OURS);
        return Files.readAllLines(Path.of(folder, "cases.tsv")).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\t"))
                .flatMap(row -> inOrders(row[0], row[1], read(Path.of(folder, row[0] + ".json"))));
    }

    private static Stream<Arguments> inOrders(String name, String spec, JsonNode golden) {
        Shape image = shape(golden.get("input_shape")).slice(1);
        int classes = golden.get("classes").asInt();
        boolean cheap = NetworkSummary.of(Zoo.network(spec), image, classes).macs() <= CHEAP;
        return Stream.of(Order.values())
                .limit(cheap ? 2 : 1)
                .map(order -> Arguments.of(name, spec, order, golden));
    }

    @Test
    void every_case_that_lies_there_is_in_the_list() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(OURS));
                Stream<String> rows = Files.lines(Path.of(OURS, "cases.tsv"))) {
            assertThat(rows.skip(1).map(row -> row.split("\t")[0] + ".json"))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .toList());
        }
    }

    @ParameterizedTest(name = "{0} is {1}, {2}")
    @MethodSource("cases")
    void a_network_gives_what_its_reference_gives(
            String name, String spec, Order order, JsonNode golden) {
        Shape input = shape(golden.get("input_shape"));
        try (Model model = Model.newInstance(name)) {
            Block net = Zoo.network(spec).build(golden.get("classes").asInt());
            net.initialize(model.getNDManager(), DataType.FLOAT32, input);
            assertThat(Fill.signature(net))
                    .as("layers in the order in which they run")
                    .isEqualTo(golden.get("tensor_signature").asText());
            Fill.weights(net, golden.get("gain").asDouble());
            takeChanceOut(net, golden);
            try (NDManager pass = model.getNDManager().newSubManager()) {
                assertInference(net, order.of(Fill.input(pass, input)), golden);
            }
            try (NDManager pass = model.getNDManager().newSubManager()) {
                assertTraining(net, order.of(Fill.input(pass, input)), golden);
            }
            assertGradients(net, golden);
            assertBatchNorm(net, golden);
        }
    }

    /** Nothing is dropped, and gates are as the case has them. */
    private static void takeChanceOut(Block net, JsonNode golden) {
        blocks(net, Dropout.class).forEach(dropout -> dropout.hold(true));
        List<Gated> gates = blocks(net, Gated.class).toList();
        assertThat(gates).hasSize(golden.path("train_gates").size());
        for (int i = 0; i < gates.size(); i++) {
            gates.get(i).hold(golden.get("train_gates").get(i).asInt() == 1);
        }
    }

    private static <T extends Block> Stream<T> blocks(Block root, Class<T> type) {
        return Stream.concat(
                Stream.of(root).filter(type::isInstance).map(type::cast),
                root.getChildren().values().stream().flatMap(child -> blocks(child, type)));
    }

    private static void assertInference(Block net, NDArray x, JsonNode golden) {
        NDArray scores = forward(net, x, false).singletonOrThrow();
        assertScores(scores, golden, "eval_logits", () -> firstDifference(net, x, golden));
        assertRelative(
                "loss", loss(scores, golden).getFloat(), golden, "eval_loss", "train_loss", 1e-5);
    }

    private static void assertTraining(Block net, NDArray x, JsonNode golden) {
        try (GradientCollector tape = Engine.getInstance().newGradientCollector()) {
            NDList scores = forward(net, x, true);
            NDArray loss = loss(scores.get(0), golden);
            if (golden.has("train_loss_main")) {
                assertRelative(
                        "main loss",
                        loss.getFloat(),
                        golden,
                        "train_loss_main",
                        "train_loss",
                        1e-5);
            }
            for (NDArray head : scores.subList(1, scores.size())) {
                loss = loss.add(loss(head, golden).mul(golden.get("aux_weight").floatValue()));
            }
            tape.backward(loss);
            assertScores(scores.get(0), golden, "train_logits", () -> "");
            assertHeads(scores, golden);
            assertRelative(
                    "loss while training",
                    loss.getFloat(),
                    golden,
                    "train_loss",
                    "train_loss",
                    1e-5);
        }
    }

    private static NDList forward(Block net, NDArray x, boolean training) {
        var weights = new ParameterStore(x.getManager(), false);
        return new Pass(weights, training, Rules.DEFAULT).run(net, x);
    }

    private static NDArray loss(NDArray scores, JsonNode golden) {
        NDArray labels = scores.getManager().create(shape(golden.get("labels")).getShape());
        return CROSS_ENTROPY.evaluate(new NDList(labels), new NDList(scores));
    }

    private static void assertHeads(NDList scores, JsonNode golden) {
        JsonNode heads = golden.path("aux_train_logits");
        assertThat(scores).as("main scores and those of heads").hasSize(1 + heads.size());
        for (int i = 0; i < heads.size(); i++) {
            assertRows(
                    "logits of head " + (i + 1),
                    scores.get(i + 1).toFloatArray(),
                    heads.get(i),
                    tolerance(golden, "train_logits", 1e-5),
                    () -> "");
        }
    }

    /** All logits, or the first few of each image with norm and sum of all. */
    private static void assertScores(
            NDArray scores, JsonNode golden, String field, Supplier<String> where) {
        float[] values = scores.toFloatArray();
        double tolerance = tolerance(golden, field, 1e-5);
        JsonNode rows = golden.get(field);
        assertRows(field, values, rows, tolerance, where);
        int classes = values.length / rows.size();
        for (int n = 0; n < rows.size() && golden.has(field + "_l2"); n++) {
            var row = Arrays.copyOfRange(values, n * classes, (n + 1) * classes);
            double norm = Fill.norm(row);
            double expected = golden.get(field + "_l2").get(n).asDouble();
            assertThat(Math.abs(norm - expected) / expected)
                    .as("norm of %s, image %d", field, n)
                    .isLessThan(tolerance);
            double sum = 0;
            double size = 0;
            for (float value : row) {
                sum += value;
                size += Math.abs(value);
            }
            assertThat(Math.abs(sum - golden.get(field + "_sum").get(n).asDouble()) / size)
                    .as("sum of %s, image %d", field, n)
                    .isLessThan(tolerance);
        }
    }

    private static void assertRows(
            String what, float[] values, JsonNode rows, double tolerance, Supplier<String> where) {
        int classes = values.length / rows.size();
        double largest = 0;
        double difference = 0;
        for (int n = 0; n < rows.size(); n++) {
            for (int c = 0; c < rows.get(n).size(); c++) {
                double expected = rows.get(n).get(c).asDouble();
                largest = Math.max(largest, Math.abs(expected));
                difference = Math.max(difference, Math.abs(values[n * classes + c] - expected));
            }
        }
        assertThat(difference / largest)
                .as(() -> what + ", largest difference over largest number" + where.get())
                .isLessThan(tolerance);
    }

    /** The first stage that puts out something else, to look at when the scores are wrong. */
    private static String firstDifference(Block net, NDArray x, JsonNode golden) {
        NDArray now = x;
        var expected = new HashMap<String, Double>();
        golden.get("eval_stages")
                .forEach(s -> expected.put(s.get(0).asText(), s.get(3).asDouble()));
        for (var part : ((Chain) net).parts()) {
            now = forward(part.getValue(), now, false).singletonOrThrow();
            double norm = Fill.norm(now);
            double reference = expected.getOrDefault(part.getKey(), norm);
            if (Math.abs(norm / reference - 1) > 1e-5) {
                return "; the first stage that differs is %s, of norm %s instead of %s"
                        .formatted(part.getKey(), norm, reference);
            }
        }
        return "; all stages have the norm that they should have";
    }

    private static void assertGradients(Block net, JsonNode golden) {
        List<Parameter> weights =
                mainPath(net).filter(p -> p.getType() == Parameter.Type.WEIGHT).toList();
        assertRelative(
                "gradient of the first convolution",
                gradient(weights.get(0)),
                golden,
                "grad_l2_first_conv_weight",
                "grad_first",
                5e-3);
        assertRelative(
                "gradient of the last layer",
                gradient(weights.get(weights.size() - 1)),
                golden,
                golden.has("grad_l2_last_linear_weight")
                        ? "grad_l2_last_linear_weight"
                        : "grad_l2_last_conv_weight",
                "grad_last",
                5e-3);
        double squares =
                net.getParameters().values().stream()
                        .filter(Parameter::requiresGradient)
                        .mapToDouble(parameter -> Math.pow(gradient(parameter), 2))
                        .sum();
        assertRelative(
                "gradient of everything",
                Math.sqrt(squares),
                golden,
                "grad_l2_all_parameters",
                "grad_all",
                5e-3);
    }

    /** The parameters without those of auxiliary classifiers. */
    private static Stream<Parameter> mainPath(Block net) {
        Set<Parameter> heads =
                ((Chain) net)
                        .heads().stream()
                                .flatMap(head -> head.block().getParameters().values().stream())
                                .collect(toSet());
        return net.getParameters().values().stream().filter(p -> !heads.contains(p));
    }

    private static double gradient(Parameter parameter) {
        try (NDArray gradient = parameter.getArray().getGradient()) {
            return Fill.norm(gradient);
        }
    }

    private static void assertBatchNorm(Block net, JsonNode golden) {
        JsonNode after = golden.get("bn_after_one_train_step");
        if (after == null) {
            return; // the network has no batch norm
        }
        double tolerance = tolerance(golden, "train_logits", 1e-4);
        assertEnds(net, Parameter.Type.RUNNING_MEAN, after, "mean", tolerance);
        assertEnds(net, Parameter.Type.RUNNING_VAR, after, "var", tolerance);
    }

    private static void assertEnds(
            Block net, Parameter.Type type, JsonNode after, String field, double tolerance) {
        List<Parameter> all = mainPath(net).filter(p -> p.getType() == type).toList();
        assertClose(
                "first " + type,
                Fill.norm(all.get(0).getArray()),
                after.get("first_%s_l2".formatted(field)).asDouble(),
                tolerance);
        assertClose(
                "last " + type,
                Fill.norm(all.get(all.size() - 1).getArray()),
                after.get("last_%s_l2".formatted(field)).asDouble(),
                tolerance);
    }

    private static void assertRelative(
            String what,
            double actual,
            JsonNode golden,
            String field,
            String deviation,
            double floor) {
        assertClose(
                what, actual, golden.get(field).asDouble(), tolerance(golden, deviation, floor));
    }

    private static void assertClose(String what, double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual - expected) / Math.abs(expected))
                .as("%s: %s, expected %s", what, actual, expected)
                .isLessThan(tolerance);
    }

    /** Twenty times what float32 itself deviates, but never stricter than a floor. */
    private static double tolerance(JsonNode golden, String field, double floor) {
        return Math.max(floor, 20 * golden.get("float32_deviation").get(field).asDouble());
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shape shape(JsonNode sizes) {
        return new Shape(
                StreamSupport.stream(sizes.spliterator(), false)
                        .mapToLong(JsonNode::asLong)
                        .toArray());
    }
}
