package org.sumcat.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Whole;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Runs;
import org.sumcat.train.Training;

/**
 * A list of independent runs for one question, as a JSON document for people and for other
 * machines, with its own hash ({@link HashedJson}).
 *
 * @param format of the document, {@value #FORMAT}
 * @param command what a reader types to get these runs, {@code ./sumcat compare --seeds 3}
 * @param footing what the networks have equal, and what it took to make them so
 * @param dataset name of the data set
 * @param datasetSha256 hash over its decompressed bytes
 * @param device kind of device, {@code cpu} or {@code gpu}
 * @param threads CPU threads of each run; on a CPU results repeat for the same number
 * @param precision arithmetic of convolutions in training, {@code float32}, {@code tf32} or {@code
 *     bfloat16}
 * @param rules of the engine, as {@code --rules} takes them; null for the default ones
 * @param versions of what computes; every run of a plan is made with the same
 * @param withoutWeights whether its runs leave their weights out, see {@link Runs.Weights}; a plan
 *     that keeps them does not say so
 * @param recipes in use, by name
 * @param tasks the runs, numbered from 1
 */
public record Plan(
        int format,
        String command,
        MatchedBudget footing,
        String dataset,
        String datasetSha256,
        String device,
        int threads,
        String precision,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rules,
        Map<String, String> versions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean withoutWeights,
        Map<String, Recipe> recipes,
        List<Task> tasks) {

    /** The file name in the results folder. */
    public static final String FILE = "plan.json";

    private static final int FORMAT = 1;

    /**
     * One run of the plan, with its settings.
     *
     * @param task its number, from 1
     * @param network in JSON its spec
     * @param recipe name of one of the plan's recipes
     * @param seed of the run
     * @param macs multiply-accumulates for one image
     * @param images training images in an epoch
     * @param epochs of the recipe
     * @param run {@link org.sumcat.train.Run#identity()}
     */
    public record Task(
            int task,
            @AsSpec Network network,
            String recipe,
            long seed,
            long macs,
            int images,
            int epochs,
            String run) {
        public Task {
            Whole.require("a task must have a spec, a recipe and a run", network, recipe, run);
        }

        /** The run in words, {@code resnet-20 seed 1}. */
        public String words() {
            return "%s seed %s".formatted(network.spec(), seed);
        }

        /** The run's folder within the results folder, readable and unique. */
        public Path in(Path out) {
            String name =
                    "%s-seed%s".formatted(network.spec(), seed).replaceAll("[^A-Za-z0-9.]+", "-");
            String readable = name.substring(0, Math.min(80, name.length()));
            return out.resolve("runs").resolve(readable + "-" + run.substring(0, 8));
        }
    }

    public Plan {
        Whole.require(
                "it lacks what a plan has",
                command,
                footing,
                dataset,
                datasetSha256,
                device,
                precision,
                versions,
                recipes,
                tasks);
        versions = Map.copyOf(versions);
        recipes = Map.copyOf(recipes);
        tasks = List.copyOf(tasks);
        PlanRules.require(
                format == FORMAT,
                "a plan must have format %s, but has %s; make it with this Sumcat"
                        .formatted(FORMAT, format));
        PlanRules.require(!tasks.isEmpty(), "a plan must have a task, but has none");
    }

    /** A plan of hand-picked trainings. */
    public static Plan of(String command, List<Training> trainings) {
        var counted = new Counted();
        return of(command, MatchedBudget.of(trainings, counted), trainings, counted);
    }

    /**
     * A plan of these trainings, in their order.
     *
     * @param footing on which the trainings are
     * @param trainings on one data set and one device
     * @throws IllegalArgumentException if two recipes have one name, two runs are the same, or one
     *     cannot be trained ({@link Training#check()})
     */
    public static Plan of(String command, MatchedBudget footing, List<Training> trainings) {
        return of(command, footing, trainings, new Counted());
    }

    private static Plan of(
            String command, MatchedBudget footing, List<Training> trainings, Counted counted) {
        var recipes = new TreeMap<String, Recipe>();
        var tasks = new ArrayList<Task>();
        var seen = new TreeMap<String, Task>();
        for (Training training : trainings) {
            Recipe recipe = training.recipe();
            Recipe other = recipes.putIfAbsent(recipe.name(), recipe);
            if (other != null && !other.equals(recipe)) {
                throw new IllegalArgumentException(
                        "recipes of one plan must have different names, but two are called '%s'; rename one"
                                .formatted(recipe.name()));
            }
            Task task = counted.task(tasks.size() + 1, training);
            if (seen.putIfAbsent(task.run(), task) != null) {
                throw new IllegalArgumentException(
                        "a run may stand once in a plan, but %s, recipe %s, is there twice; leave one out"
                                .formatted(task.words(), task.recipe()));
            }
            tasks.add(task);
        }
        Training first = trainings.get(0);
        return new Plan(
                FORMAT,
                command,
                footing,
                first.data().name(),
                first.data().sha256(),
                first.compute().kind(),
                first.compute().threads(),
                first.compute().precision(),
                first.compute().rules().wordsUnlessDefault(),
                first.compute().versions(),
                false,
                recipes,
                tasks);
    }

    /**
     * Reads a plan from its file.
     *
     * @throws IllegalArgumentException if the file is none, was edited, or is of another format
     */
    public static Plan read(Path file) {
        return PlanDocument.read(file);
    }

    /** Returns a copy whose runs do not keep their weights. */
    public Plan leavingOutWeights() {
        return new Plan(
                format,
                command,
                footing,
                dataset,
                datasetSha256,
                device,
                threads,
                precision,
                rules,
                versions,
                true,
                recipes,
                tasks);
    }

    /** Returns whether the runs keep their weights. */
    public Runs.Weights weights() {
        return withoutWeights ? Runs.Weights.LEFT_OUT : Runs.Weights.KEPT;
    }

    /** The plan as a JSON document. */
    public String json() {
        return HashedJson.seal(this);
    }

    /**
     * Writes the plan into the results folder, unless it is there.
     *
     * @throws IllegalArgumentException if another plan is there
     */
    public void settle(Path out) {
        PlanDocument.settle(this, out);
    }

    /**
     * The task with that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Task task(int number) {
        PlanRules.require(
                number >= 1 && number <= tasks.size(),
                "--task must be from 1 to %s, but was %s".formatted(tasks.size(), number));
        return tasks.get(number - 1);
    }

    /**
     * The training of a task, as planned.
     *
     * @throws IllegalArgumentException if here it would be another run: other data, another code,
     *     or another device
     */
    public Training training(Task task, Dataset data, Compute compute) {
        Recipe recipe = PlanRules.recipe(this, task);
        PlanRules.requireHere(this, data, compute);
        var training = new Training(task.network(), recipe, data, task.seed(), compute);
        PlanRules.same("run", task.run(), training.identity());
        return training;
    }
}
