package org.sumcat.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.sumcat.data.Choice;
import org.sumcat.data.DataException;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.engine.Rules;
import org.sumcat.recipe.Recipe;

/** Rules that every plan written by Sumcat satisfies, which a correct hash does not guarantee. */
final class PlanRules {
    private static final String HASH = "[0-9a-f]{64}";
    private static final List<String> PRECISIONS = List.of("float32", "tf32", "bfloat16");

    private PlanRules() {}

    /**
     * Refuses a plan with a run that could not even start.
     *
     * @throws IllegalArgumentException with the rule and the value
     */
    static void require(Plan plan) {
        try {
            require(
                    Choice.of(plan.dataset()) != Choice.AUTO,
                    "its data set must be fashion-mnist or drawn, but is 'auto'");
        } catch (DataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        require(
                plan.datasetSha256().matches(HASH),
                "the hash of its data must be a SHA-256, but is '%s'"
                        .formatted(plan.datasetSha256()));
        require(
                List.of("cpu", "gpu").contains(plan.device()),
                "its device must be cpu or gpu, but is '%s'".formatted(plan.device()));
        require(
                PRECISIONS.contains(plan.precision()),
                "its precision must be one of %s, but is '%s'"
                        .formatted(String.join(", ", PRECISIONS), plan.precision()));
        if (plan.rules() != null) {
            Rules.of(plan.rules()); // or one is unknown
        }
        Compute.requireThreads(plan.threads());
        var runs = new HashSet<String>();
        for (int i = 0; i < plan.tasks().size(); i++) {
            Plan.Task task = plan.tasks().get(i);
            try {
                require(task, plan, i + 1);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "task %s: %s".formatted(i + 1, e.getMessage()), e);
            }
            require(
                    runs.add(task.run()),
                    "its runs must be different ones, but task %s repeats another"
                            .formatted(i + 1));
        }
    }

    private static void require(Plan.Task task, Plan plan, int number) {
        require(
                task.task() == number,
                "tasks must be numbered from 1, but this is %s".formatted(task.task()));
        require(
                task.run().matches(HASH),
                "its run must be a SHA-256, but is '%s'".formatted(task.run()));
        Recipe recipe = plan.recipes().get(task.recipe());
        require(
                recipe != null,
                "its recipe must be one of the plan's, but is '%s'".formatted(task.recipe()));
        require(
                recipe != null && recipe.epochs() == task.epochs(),
                "its epochs must be the recipe's, but are %s".formatted(task.epochs()));
        require(
                task.images() > 0 && task.macs() > 0,
                "its images and MACs must be above 0, but are %s and %s"
                        .formatted(task.images(), task.macs()));
    }

    static Recipe recipe(Plan plan, Plan.Task task) {
        Recipe recipe = plan.recipes().get(task.recipe());
        if (recipe == null) {
            throw new IllegalArgumentException(
                    "a plan must have the recipe '%s' of task %s, but does not; write it again"
                            .formatted(task.recipe(), task.task()));
        }
        return recipe;
    }

    static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Refuses to carry out a plan with other data, another device or other code. */
    static void requireHere(Plan plan, Dataset data, Compute compute) {
        same(
                "data",
                "%s (%.12s)".formatted(plan.dataset(), plan.datasetSha256()),
                "%s (%.12s)".formatted(data.name(), data.sha256()));
        same("device", plan.device(), compute.kind());
        same("threads", String.valueOf(plan.threads()), String.valueOf(compute.threads()));
        same("precision", plan.precision(), compute.precision());
        same(
                "rules",
                plan.rules() == null ? Rules.DEFAULT.words() : plan.rules(),
                compute.rules().words());
        same(
                "versions",
                new TreeMap<>(plan.versions()).toString(),
                new TreeMap<>(compute.versions()).toString());
    }

    static void same(String what, String planned, String here) {
        if (!planned.equals(here)) {
            throw new IllegalArgumentException(
                    "a plan is carried out with the %s that it was made for, %s, but here it is %s; make a plan here, or get the former"
                            .formatted(what, planned, here));
        }
    }
}
