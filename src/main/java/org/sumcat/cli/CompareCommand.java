package org.sumcat.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.report.Comparison;
import org.sumcat.report.ComparisonPage;
import org.sumcat.sweep.Plan;
import org.sumcat.sweep.Slots;
import org.sumcat.train.Compute;
import org.sumcat.train.Folder;
import org.sumcat.train.Recipe;
import org.sumcat.train.Training;
import org.sumcat.zoo.Network;
import org.sumcat.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Trains networks alike and writes a report: index.html, results.csv, report.json.",
            "Without SPEC: three networks that differ in one word, plain, ResNet (sum) and DenseNet"
                    + " (concat), as large as each other."
        })
final class CompareCommand extends Common {
    /** One network, three ways: 344k, 344k and 350k parameters, 39, 39 and 40 million MACs. */
    static final List<String> ONE_WORD =
            List.of("skeleton-plain", "skeleton-sum", "skeleton-concat");

    /** Where the three differ; a test finds these lines in {@code Skeleton}. */
    static final String CODE =
            """
            case PLAIN -> layer(maps);
            case SUM -> SUM.of(layer(maps), identity());
            case CONCAT -> CONCAT.of(identity(), layer(maps));
            """;

    @Parameters(
            paramLabel = "SPEC",
            arity = "0..*",
            description = "Networks, see ./sumcat networks.")
    private List<String> specs = ONE_WORD;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each network with seeds 1 to N; default: ${DEFAULT-VALUE}.")
    private int seeds = 3;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report is kept; default: a folder in data/runs.")
    private @Nullable Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs at once; default: one for each processor, or for each GPU.")
    private @Nullable Integer jobs;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Train nothing; write the list of runs, for ./sumcat run.")
    private @Nullable Path planFile;

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public void run() {
        var networks = specs.stream().map(Zoo::network).distinct().toList();
        if (networks.size() < 2) {
            throw new IllegalArgumentException(
                    "a comparison needs at least two networks, but has %d; name more"
                            .formatted(networks.size()));
        }
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException("--seeds must be from 1 to 100, but was " + seeds);
        }
        var recipe = options.recipe();
        Path folder = out != null ? out : place();
        Dataset data = options.dataset();
        int processors = Runtime.getRuntime().availableProcessors();
        Slots slots =
                Slots.of(
                        jobs,
                        options.threads(),
                        processors,
                        options.gpus(),
                        networks.size() * seeds);
        Compute compute = options.compute(slots.threads());
        var trainings = new ArrayList<Training>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (Network network : networks) {
                trainings.add(new Training(network, recipe, data, seed, compute));
            }
        }
        trainings.subList(0, networks.size()).forEach(Training::check);
        Plan plan = Plan.of(command(), trainings);
        if (planFile != null) {
            write(plan, planFile);
            return;
        }
        requireFree(folder);
        plan.settle(folder);
        say(
                "recipe %s: %d epochs of %,d images (of %,d) of %s pixels; %d networks, %d seeds"
                        .formatted(
                                recipe.name(),
                                recipe.epochs(),
                                trainings.get(0).images(),
                                data.train().count(),
                                sides(networks, recipe),
                                networks.size(),
                                seeds));
        var runs = AllRuns.of(plan, folder, slots, options.gpus(), options.data());
        var page = new ComparisonPage(new Comparison(runs), command(), code(networks));
        page.write(folder);
        print(json ? page.json().strip() : page.comparison().text());
        say("report: " + folder.resolve("index.html"));
    }

    private void write(Plan plan, Path file) {
        Places.write("--plan", file, plan.json());
        if (json) {
            print(plan.json().strip());
        } else {
            print(
                    "%d runs planned in %s; ./sumcat run --plan %s --task I does one, from 1 to %d"
                            .formatted(plan.tasks().size(), file, file, plan.tasks().size()));
        }
    }

    /** {@code 28x28}, or {@code 28x28 and 96x96} where each network has its own. */
    private static String sides(List<Network> networks, Recipe recipe) {
        return networks.stream()
                .map(recipe::sideFor)
                .distinct()
                .map(side -> side + "x" + side)
                .collect(Collectors.joining(" and "));
    }

    /** What a reader types to get these runs again. */
    private String command() {
        return "./sumcat compare%s --seeds %d%s"
                .formatted(
                        specs.equals(ONE_WORD) ? "" : " " + String.join(" ", specs),
                        seeds,
                        options.words());
    }

    private String code(List<Network> networks) {
        return specs.equals(ONE_WORD)
                ? CODE
                : networks.stream().map(Network::toString).collect(Collectors.joining("\n"));
    }

    /** One folder for one question: everything that the command says is in its name. */
    private Path place() {
        String networks = specs.equals(ONE_WORD) ? "" : "-" + String.join("-", specs);
        String name =
                Places.plain("compare%s-%d-seeds%s".formatted(networks, seeds, options.words()));
        return Places.runs()
                .resolve(
                        name.length() <= 120
                                ? name
                                : name.substring(0, 100) + "-%08x".formatted(name.hashCode()));
    }

    /** Refuses a folder that holds the report of another question. */
    private void requireFree(Path folder) {
        Path report = folder.resolve("report.json");
        Folder.require(folder);
        if (!Files.exists(report)) {
            return;
        }
        String there;
        try {
            there = new ObjectMapper().readTree(report.toFile()).path("command").asText();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--out must hold no other report, but %s cannot be read; delete it"
                            .formatted(report),
                    e);
        }
        if (!there.equals(command())) {
            throw new IllegalArgumentException(
                    "--out must not hold another comparison, but %s has that of '%s'; take another"
                                    .formatted(folder, there)
                            + " folder or delete it");
        }
    }
}
