package org.sumcat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sumcat.compare.Comparison;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.device.EngineAtWork;
import org.sumcat.files.FileSignature;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.ComparisonPage;
import org.sumcat.sweep.MatchedBudget;
import org.sumcat.sweep.Plan;
import org.sumcat.sweep.Slots;
import org.sumcat.sweep.SlurmLimit;
import org.sumcat.sweep.SlurmScript;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Outputs;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.terminal.TrainingOptions;
import org.sumcat.train.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compare",
        description = {
            "Trains networks alike and writes a report: index.html, results.csv, report.json.",
            "Without SPEC: three networks that differ in one word, plain, ResNet (sum) and DenseNet"
                    + " (concat), as large as each other."
        })
final class CompareCommand extends Common {
    /** The lines in which the three networks differ; a test finds them in {@code Skeleton}. */
    static final String CODE =
            """
            case NONE -> layer(maps);
            case SUM -> SUM.of(layer(maps), identity());
            case CONCAT -> CONCAT.of(identity(), layer(maps));
            """;

    @Mixin private Contest contest = new Contest();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train each network with seeds 1 to N; default: ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report; default: a folder in data/runs.")
    private @Nullable Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Parallel runs; default: one for each processor, or for each GPU.")
    private @Nullable Integer jobs;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "Train nothing; write a plan of the runs, for ./sumcat run; creates its folder if needed.")
    private @Nullable Path planFile;

    @Option(
            names = "--slurm",
            paramLabel = "SCRIPT",
            description = "Besides the plan, write a job array for sbatch, limited by --jobs.")
    private @Nullable Path slurm;

    @Mixin private WeightsOption weights = new WeightsOption();

    @Mixin private Overwriting overwriting = new Overwriting();

    @Mixin private TrainingOptions options = new TrainingOptions();

    @Override
    public void run() {
        var named = contest.networks();
        if (slurm != null && planFile == null) {
            throw new IllegalArgumentException(
                    "--slurm needs a plan, but there is no --plan; add --plan FILE");
        }
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException("--seeds must be from 1 to 100, but was " + seeds);
        }
        var recipe = options.recipe();
        Path folder = out != null ? out : place();
        if (planFile == null) {
            ResultFolders.requireFree(
                    folder, ResultFolders.COMPARISON, command(), overwriting.isForced());
            overwriting
                    .folder("--out", folder, ResultFolders.COMPARISON)
                    .require(ComparisonPage.CERTAIN);
        } else {
            overwriting.file("--plan", planFile, FileSignature.SEAL).requirePlace();
        }
        if (slurm != null) {
            overwriting.file("--slurm", slurm, FileSignature.SCRIPT).requirePlace();
        }
        EngineAtWork.begin();
        Dataset data = planFile == null ? options.dataset() : options.datasetOfPlan();
        int processors = Runtime.getRuntime().availableProcessors();
        Slots slots =
                Slots.of(jobs, options.threads(), processors, options.gpus(), named.size() * seeds);
        Compute compute = options.compute(slots.threads());
        int classes = data.classes().size();
        var networks = contest.fitting(named, recipe, classes, compute, slots.jobs());
        MatchedBudget footing = footing(networks, recipe, data, compute, folder);
        footing.lines().forEach(Common::say);
        var trainings = footing.trainings(recipe, data, compute, seeds);
        Plan plan = Plan.of(command(), footing, trainings);
        if (weights.weights() == Runs.Weights.LEFT_OUT) {
            plan = plan.leavingOutWeights();
        }
        if (planFile != null) {
            write(plan, planFile);
            return;
        }
        plan.settle(folder);
        say(
                String.format(
                        Locale.ROOT,
                        "recipe %s: %,d images (of %,d) of %s pixels; %s networks, %s seeds",
                        recipe.name(),
                        trainings.get(0).images(),
                        data.train().count(),
                        sides(networks, recipe),
                        networks.size(),
                        seeds));
        var runs = AllRuns.of(plan, folder, slots, options.gpus(), options.data());
        var comparison = new Comparison(runs);
        var page =
                new ComparisonPage(comparison, command(), code(networks), footing.lines())
                        .with(comparison.byImage(data));
        String record = page.write(overwriting.folder("--out", folder, ResultFolders.COMPARISON));
        print(json ? record.strip() : page.comparison().text());
        say("report: " + folder.resolve("index.html"));
    }

    /**
     * Matches the budgets, reusing the epochs of an existing plan so that the same command does not
     * measure twice.
     */
    private MatchedBudget footing(
            List<Network> networks, Recipe recipe, Dataset data, Compute compute, Path folder) {
        Path file = folder.resolve(Plan.FILE);
        if (planFile == null && Files.exists(file)) {
            Plan there = Plan.read(file);
            if (there.command().equals(command())) {
                return there.footing();
            }
        }
        return contest.footing(networks, recipe, data, compute);
    }

    private void write(Plan plan, Path file) {
        var outputs = new Outputs(overwriting);
        SlurmScript script = null;
        if (slurm != null) { // first, for it may be refused
            script =
                    new SlurmScript(
                                    ResultFolders.launcher().toAbsolutePath().normalize(),
                                    file.toAbsolutePath().normalize(),
                                    plan.tasks().size(),
                                    jobs,
                                    plan.threads(),
                                    plan.device().equals("gpu"))
                            .within(SlurmLimit.ask().orElse(SlurmLimit.SHIPPED));
            outputs.add("--slurm", slurm, FileSignature.SCRIPT, script::text);
        }
        outputs.add("--plan", file, FileSignature.SEAL, plan::json);
        outputs.write();
        if (json) {
            print(plan.json().strip());
        } else {
            print(
                    "%s runs planned in %s; %s run --plan %s --task I does one, from 1 to %s"
                            .formatted(
                                    plan.tasks().size(),
                                    file,
                                    SlurmScript.forShell(ResultFolders.launcher().toString()),
                                    SlurmScript.forShell(file.toString()),
                                    plan.tasks().size()));
            if (slurm != null && script != null) {
                tell(script.commands(slurm), script.limit());
            }
        }
    }

    private static void tell(List<String> commands, int limit) {
        if (commands.size() == 1) {
            print("submit them to Slurm from this folder: " + commands.get(0));
            return;
        }
        print(
                "submit them to Slurm from this folder as %s arrays, since array indexes must be below %s (MaxArraySize):"
                        .formatted(commands.size(), limit));
        commands.forEach(command -> print("  " + command));
    }

    /** {@code 28x28}, or {@code 28x28 and 96x96} where each network has its own. */
    private static String sides(List<Network> networks, Recipe recipe) {
        return networks.stream()
                .map(recipe::sideFor)
                .distinct()
                .map(side -> side + "x" + side)
                .collect(Collectors.joining(" and "));
    }

    /** The command that repeats these runs. */
    private String command() {
        return "./sumcat compare%s --seeds %s%s%s"
                .formatted(contest.words(), seeds, options.words(), weights.words());
    }

    private String code(List<Network> networks) {
        return contest.isFusion()
                ? CODE
                : networks.stream().map(Network::toString).collect(Collectors.joining("\n"));
    }

    /** The result folder, one for each question: its name holds all settings of the command. */
    private Path place() {
        return ResultFolders.named(
                "compare%s-%s-seeds%s%s"
                        .formatted(contest.words(), seeds, options.words(), weights.words()));
    }
}
