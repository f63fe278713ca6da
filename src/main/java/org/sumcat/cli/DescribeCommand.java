package org.sumcat.cli;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sumcat.diagram.Blueprint;
import org.sumcat.files.FileSignature;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Overwriting;
import org.sumcat.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description =
                "Counts a network: parameters, MACs, layers, connections, stages; and draws it.")
final class DescribeCommand extends Common {
    private static final Pattern INPUT =
            Pattern.compile("0*([1-9]\\d{0,17})x0*([1-9]\\d{0,17})x0*([1-9]\\d{0,17})");

    @Parameters(paramLabel = "SPEC", description = "The network, see ./sumcat networks.")
    private String spec = "";

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "One image: channels x height x width; default: the network's own.")
    private @Nullable String input;

    @Option(names = "--classes", description = "Number of classes; default: ${DEFAULT-VALUE}.")
    private int classes = 10;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Also draw it as SVG; creates its folder if needed.")
    private @Nullable Path svg;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Override
    public void run() {
        Network network = Zoo.network(spec);
        Shape shape = input == null ? network.input() : shape(input);
        var anatomy = NetworkSummary.of(network, shape, classes);
        if (svg != null) {
            overwriting
                    .file("--svg", svg, FileSignature.SVG)
                    .write(
                            new Blueprint(anatomy, network.graph(shape, classes)).svg(),
                            Common::say);
        }
        if (json) {
            printJson(anatomy);
            return;
        }
        print(
                "%s: %s, %s. %s."
                        .formatted(
                                anatomy.spec(), anatomy.family(), anatomy.year(), anatomy.paper()));
        print("  input         %s".formatted(anatomy.input()));
        print("  classes       %s".formatted(anatomy.classes()));
        print(String.format(Locale.ROOT, "  parameters    %,d", anatomy.parameters()));
        print(String.format(Locale.ROOT, "  MACs          %,d for one image", anatomy.macs()));
        print(String.format(Locale.ROOT, "  weight layers %,d", anatomy.weightLayers()));
        print(String.format(Locale.ROOT, "  connections   %,d", anatomy.connections()));
        if (anatomy.headParameters() > 0) {
            print(
                    String.format(
                            Locale.ROOT,
                            "  heads         %,d more parameters and %,d more MACs, in training only",
                            anatomy.headParameters(),
                            anatomy.headMacs()));
        }
        print("  stages");
        for (var stage : anatomy.stages()) {
            print("    %-10s %s".formatted(stage.name(), stage.shape()));
        }
    }

    private static Shape shape(String text) {
        var match = INPUT.matcher(text.trim());
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "--input must be channels x height x width, like 1x28x28, but was '%s'"
                            .formatted(text));
        }
        return new Shape(
                Long.parseLong(match.group(1)),
                Long.parseLong(match.group(2)),
                Long.parseLong(match.group(3)));
    }
}
