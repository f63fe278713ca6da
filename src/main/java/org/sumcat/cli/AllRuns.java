package org.sumcat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.sweep.Plan;
import org.sumcat.sweep.Slots;
import org.sumcat.sweep.Sweep;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.CtrlC;
import org.sumcat.train.Run;

/** The runs of a plan, with progress on the console. */
final class AllRuns {
    private AllRuns() {}

    /**
     * Does the runs that are not done yet.
     *
     * @param out where the plan is settled
     * @param gpus how many they are to use, 0 for a CPU
     * @param data folder of Fashion-MNIST, or where it is usually looked for
     * @return the records, in the order of the plan
     * @throws IllegalStateException if one could not be done; the others are kept
     */
    static List<Run> of(Plan plan, Path out, Slots slots, int gpus, @Nullable Path data) {
        Common.say(
                "%s runs, %s at once%s; kept in %s"
                        .formatted(
                                plan.tasks().size(),
                                slots.jobs(),
                                gpus > 0
                                        ? ""
                                        : ", %s thread%s each"
                                                .formatted(
                                                        slots.threads(),
                                                        slots.threads() == 1 ? "" : "s"),
                                out));
        var outcomes = new ArrayList<Sweep.Outcome>();
        CtrlC.whileDoing(
                "finished runs are kept; the same command resumes with the rest",
                () -> {
                    try (var dashboard = new Dashboard()) {
                        outcomes.add(
                                new Sweep(plan, out, slots, Slots.gpus(gpus), data, dashboard)
                                        .run());
                    }
                });
        Sweep.Outcome outcome = outcomes.get(0);
        List<String> failures = outcome.failures();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    "every run must be done, but %s of %s failed (%s); the same command tries %s again"
                            .formatted(
                                    failures.size(),
                                    plan.tasks().size(),
                                    String.join("; ", failures),
                                    failures.size() == 1 ? "it" : "them"));
        }
        return outcome.runs();
    }
}
