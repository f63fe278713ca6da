package org.sumcat.sweep;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a plan as a job array of Slurm: a script for {@code sbatch}, where each element of
 * the array is one task of the plan.
 *
 * <p>It may be submitted again at any time, and its elements requeued: a task that is done is not
 * done again, and one that was cut off goes on at its last epoch.
 *
 * @param launcher what starts Sumcat, as seen from the folder that the script is submitted in
 * @param plan the plan's file, likewise
 * @param tasks how many tasks the plan has, at least 1
 * @param atOnce how many of them may run at once; null for as many as Slurm lets
 * @param cores for each task: the threads that the plan names
 * @param gpu whether each task needs a GPU
 */
public record SlurmScript(
        Path launcher, Path plan, int tasks, @Nullable Integer atOnce, int cores, boolean gpu) {

    public SlurmScript {
        for (Path path : new Path[] {launcher, plan}) {
            if (path.toString().contains("\n")) {
                throw new IllegalArgumentException(
                        "a path in a script must be one line, but was '%s'; rename it"
                                .formatted(path));
            }
        }
    }

    /** The script. */
    public String text() {
        String file = plan.toString();
        String log = file.replaceAll("\\.[^./]*$", "") + "-%a.log";
        return """
                #!/bin/bash
                # Sumcat: the %s runs of a plan, each a task of a Slurm job array. From the folder where it was
                # written, which all nodes must see:
                #
                #     sbatch SCRIPT
                #
                # Options before the script's name win over those below (--partition, --time, --mem). After a
                # failure or a time limit submit it again: what is done is not done twice, and a run that was cut
                # off goes on at its last epoch.
                #SBATCH --job-name=sumcat
                #SBATCH --array=1-%s%s
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=%s
                %s#SBATCH --requeue
                #SBATCH --open-mode=append
                #SBATCH --output=%s
                export SUMCAT_CUDA=%s
                exec %s run --plan %s --task "$SLURM_ARRAY_TASK_ID"
                """
                .formatted(
                        tasks,
                        tasks,
                        atOnce == null ? "" : "%" + atOnce,
                        cores,
                        gpu ? "#SBATCH --gres=gpu:1\n" : "",
                        forSlurm(log),
                        gpu ? 1 : 0,
                        forShell(launcher.toString()),
                        forShell(file));
    }

    /** As a word of the shell: in quotes, where it has blanks or what the shell would read. */
    public static String forShell(String text) {
        return text.matches("[A-Za-z0-9_./+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** As a value of an option; its pattern for the task may stay as it is. */
    private static String forSlurm(String text) {
        return text.matches("[A-Za-z0-9_./+=%-]+")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
