package org.sumcat.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.FileSignature;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.published.Published;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Outputs;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.zoo.Family;
import org.sumcat.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "networks",
        description =
                "Lists every network by family: year, paper, parameters, MACs, layers, connections.")
final class NetworksCommand extends Common {
    private static final String ROW = "  %-24s %-9s %12s %15s %7s %12s";

    @Option(
            names = "--timeline",
            paramLabel = "FILE",
            description = "Draw the families by year as SVG; creates its folder if needed.")
    private @Nullable Path timeline;

    @Option(
            names = "--bubbles",
            paramLabel = "FILE",
            description = "Draw published ImageNet accuracies over MACs as SVG.")
    private @Nullable Path bubbles;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Override
    public void run() {
        Path published = ResultFolders.home().resolve("data").resolve("published");
        var pictures = new Outputs(overwriting);
        pictures.add(
                "--timeline",
                timeline,
                FileSignature.SVG,
                () -> Published.timeline(published).svg());
        pictures.add(
                "--bubbles", bubbles, FileSignature.SVG, () -> Published.bubbles(published).svg());
        pictures.write();
        var families =
                Zoo.families().stream()
                        .sorted(Comparator.comparingInt(family -> any(family).year()))
                        .toList();
        if (json) {
            printJson(
                    families.stream()
                            .flatMap(f -> f.networks().stream())
                            .map(NetworkSummary::of)
                            .toList());
            return;
        }
        print(ROW.formatted("SPEC", "INPUT", "PARAMETERS", "MACS", "LAYERS", "CONNECTIONS"));
        families.forEach(NetworksCommand::print);
        print("");
        print(
                "Counted for the default input of each network, and ten classes. Any other member of");
        print("a family is written family:key=value,...; omitted keys have the values shown, and");
        print("the line below shows what each key takes.");
        print("Heads are the parameters of auxiliary classifiers, used in training only; no");
        print("other column includes them.");
    }

    private static void print(Family family) {
        Network any = any(family);
        print("");
        print("%s  %s".formatted(any.year(), family.about()));
        Stream.concat(Stream.of(any), family.networks().stream())
                .map(Network::paper)
                .distinct()
                .forEach(paper -> print("  " + paper));
        print("  %s:%s".formatted(family.name(), keys(family.keys())));
        family.values().forEach((key, takes) -> print("    %-12s %s".formatted(key, takes)));
        family.networks().stream().map(NetworkSummary::of).forEach(NetworksCommand::print);
    }

    private static void print(NetworkSummary a) {
        print(
                ROW.formatted(
                                a.spec(),
                                a.input(),
                                String.format(Locale.ROOT, "%,d", a.parameters()),
                                String.format(Locale.ROOT, "%,d", a.macs()),
                                String.format(Locale.ROOT, "%,d", a.weightLayers()),
                                String.format(Locale.ROOT, "%,d", a.connections()))
                        + heads(a.headParameters()));
    }

    private static String heads(long parameters) {
        return parameters == 0 ? "" : String.format(Locale.ROOT, "  + %,d heads", parameters);
    }

    /** The network that a bare family name stands for. */
    private static Network any(Family family) {
        return Zoo.network(family.name());
    }

    private static String keys(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + shown(key.getValue()))
                .collect(joining(","));
    }

    /** A value as typed, or a description where it cannot be typed. */
    private static String shown(String value) {
        return (value.startsWith("(") ? " " : "=") + value;
    }
}
