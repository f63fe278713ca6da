package org.sumcat.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Sha256;

/**
 * A Slurm job array for the runs of a plan: a script for {@code sbatch}, in which each array
 * element is one task of the plan.
 *
 * <p>It may be submitted again at any time, and its elements requeued: a task that is done is not
 * done again, and one that was interrupted resumes at its last epoch.
 *
 * @param launcher what starts Sumcat; an absolute path can be submitted from any folder
 * @param plan the plan's file, likewise; logs lie beside it
 * @param tasks how many tasks the plan has, at least 1
 * @param atOnce how many of them may run at once; null for as many as Slurm lets
 * @param cores for each task: the threads that the plan names
 * @param gpu whether each task needs a GPU
 * @param limit Slurm's {@code MaxArraySize}: more tasks than one less take several arrays
 */
public record SlurmScript(
        Path launcher,
        Path plan,
        int tasks,
        @Nullable Integer atOnce,
        int cores,
        boolean gpu,
        int limit) {

    /** Creates a script for Slurm's default limit. */
    public SlurmScript(
            Path launcher, Path plan, int tasks, @Nullable Integer atOnce, int cores, boolean gpu) {
        this(launcher, plan, tasks, atOnce, cores, gpu, SlurmLimit.SHIPPED);
    }

    public SlurmScript {
        for (Path path : new Path[] {launcher, plan}) {
            if (path.toString().contains("\n")) {
                throw new IllegalArgumentException(
                        "a path in a script must be one line, but was '%s'; rename it"
                                .formatted(path));
            }
        }
        if (limit < 2) {
            throw new IllegalArgumentException(
                    "Slurm must take job arrays, but its MaxArraySize is %s; use ./sumcat run or Spark"
                            .formatted(limit));
        }
    }

    /** Returns a copy for another limit. */
    public SlurmScript within(int otherLimit) {
        return new SlurmScript(launcher, plan, tasks, atOnce, cores, gpu, otherLimit);
    }

    /**
     * The commands that submit it, one for each array: the first has as many tasks as one may have,
     * and each of the others gets the number of tasks before its own. With a limit on parallel
     * runs, which Slurm applies within an array, each array waits until those before it have ended.
     *
     * @param script the file that it lies in
     */
    public List<String> commands(Path script) {
        var commands = new ArrayList<>(List.of("sbatch " + forShell(script.toString())));
        for (int before = size(); before < tasks; before += size()) {
            commands.add(
                    "sbatch %s--array=%s --output=%s %s %s"
                            .formatted(
                                    atOnce == null ? "" : "--dependency=singleton ",
                                    array(Math.min(size(), tasks - before)),
                                    forShell(log(before + "+")),
                                    forShell(script.toString()),
                                    before));
        }
        return List.copyOf(commands);
    }

    private int size() {
        return limit - 1;
    }

    private String array(int last) {
        return "1-%s%s".formatted(last, atOnce == null ? "" : "%" + atOnce);
    }

    /**
     * The log path in the plan's folder, which exists: without the folder a job would end silently.
     */
    private String log(String before) {
        return plan.toString().replaceAll("\\.[^./]*$", "").replace("%", "%%")
                + "-%s%%a.log".formatted(before);
    }

    /** The text of the script. */
    public String text() {
        String file = plan.toString();
        return """
                #!/bin/bash
                # Sumcat: the %s runs of a plan, each a task of a Slurm job array. All nodes must see the paths below.
                #
                %s
                #
                # Options before the script's name win over those below (--partition, --time, --mem). After a
                # failure or a time limit submit it again: what is done is not done twice, and an interrupted # run resumes at its last epoch.
                %s#SBATCH --job-name=%s
                #SBATCH --array=%s
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=%s
                %s#SBATCH --requeue
                #SBATCH --open-mode=append
                #SBATCH --output=%s
                export SUMCAT_CUDA=%s
                exec %s run --plan %s --task "$((SLURM_ARRAY_TASK_ID + ${1:-0}))"
                """
                .formatted(
                        tasks,
                        howTo(),
                        waiting(),
                        name(),
                        array(Math.min(size(), tasks)),
                        cores,
                        gpu ? "#SBATCH --gres=gpu:1\n" : "",
                        forSlurm(log("")),
                        gpu ? 1 : 0,
                        forShell(launcher.toString()),
                        forShell(file));
    }

    private String howTo() {
        return commands(Path.of("SCRIPT")).stream()
                .map(command -> "#     " + command)
                .collect(joining("\n"));
    }

    private String waiting() {
        return atOnce == null || tasks <= size()
                ? ""
                : """
                #
                # So that no more than %s run at once, each of the arrays waits until those of this plan that were
                # submitted before it have ended (--dependency=singleton, which goes by the job's name); another
                # --job-name must be that of all of them.
                """
                        .formatted(atOnce);
    }

    /** The job name, unique to this plan, so that other arrays of Sumcat are not waited for. */
    private String name() {
        return "sumcat-%.8s".formatted(Sha256.of(plan.toString().getBytes(UTF_8)));
    }

    /** A word for the shell, quoted where it has blanks or special characters. */
    public static String forShell(String text) {
        return text.matches("[A-Za-z0-9_./+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** An option's value, whose pattern for the task may stay as it is. */
    private static String forSlurm(String text) {
        return text.matches("[A-Za-z0-9_./+=%-]+")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
