package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SlurmScriptTest {
    @TempDir private Path folder;

    private static SlurmScript script(String launcher, String plan) {
        return new SlurmScript(Path.of(launcher), Path.of(plan), 6, 2, 1, false);
    }

    @Test
    void six_tasks_two_at_once_are_an_array_from_1_to_6() {
        assertThat(script("./sumcat", "plan.json").text().lines())
                .startsWith("#!/bin/bash")
                .contains(
                        "#SBATCH --array=1-6%2",
                        "#SBATCH --cpus-per-task=1",
                        "#SBATCH --requeue",
                        "#SBATCH --output=plan-%a.log",
                        "exec ./sumcat run --plan plan.json --task \"$((SLURM_ARRAY_TASK_ID + ${1:-0}))\"")
                .noneMatch(line -> line.contains("gres"));
    }

    @Test
    void a_GPU_is_asked_for_where_the_plan_has_one() {
        var script = new SlurmScript(Path.of("./sumcat"), Path.of("a/p.json"), 1, null, 4, true);
        assertThat(script.text().lines())
                .contains(
                        "#SBATCH --array=1-1",
                        "#SBATCH --cpus-per-task=4",
                        "#SBATCH --gres=gpu:1",
                        "#SBATCH --output=a/p-%a.log",
                        "export SUMCAT_CUDA=1");
    }

    /** Slurm's manual: the largest index is MaxArraySize - 1. */
    @Test
    void more_tasks_than_an_array_may_have_are_several_arrays() {
        var script = script("./sumcat", "s/plan.json").within(4);
        assertThat(script.text().lines()).contains("#SBATCH --array=1-3%2");
        assertThat(script.commands(Path.of("array.sh")))
                .containsExactly(
                        "sbatch array.sh",
                        "sbatch --dependency=singleton --array=1-3%2 --output='s/plan-3+%a.log' array.sh 3");
        assertThat(script.within(6).commands(Path.of("a.sh")))
                .containsExactly(
                        "sbatch a.sh",
                        "sbatch --dependency=singleton --array=1-1%2 --output='s/plan-5+%a.log' a.sh 5");
        assertThat(script.text()).contains("# So that no more than 2 run at once, each");
        assertThat(script.within(7).commands(Path.of("a.sh"))).containsExactly("sbatch a.sh");
        assertThat(script.within(7).text()).doesNotContain("So that no more");
        var all = new SlurmScript(Path.of("./sumcat"), Path.of("p.json"), 6, null, 1, false, 4);
        assertThat(all.commands(Path.of("a.sh")).get(1)).startsWith("sbatch --array=1-3 ");
    }

    /** An array of this plan waits for those of its name (singleton), and for no others. */
    @Test
    void each_plan_has_a_name_of_its_own() {
        assertThat(List.of(name("a/plan.json"), name("b/plan.json"), name("a/plan.json")))
                .allMatch(line -> line.matches("#SBATCH --job-name=sumcat-[0-9a-f]{8}"))
                .satisfies(names -> assertThat(names.get(0)).isEqualTo(names.get(2)))
                .satisfies(names -> assertThat(names.get(0)).isNotEqualTo(names.get(1)));
    }

    private static String name(String plan) {
        return script("./sumcat", plan)
                .text()
                .lines()
                .filter(line -> line.contains("job-name"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_limit_is_what_Slurm_says() {
        assertThat(SlurmLimit.read("MaxArraySize            = 1001\nMaxDBDMsgs = 20008"))
                .hasValue(1001);
        assertThat(SlurmLimit.read("slurm_load_ctl_conf error: Unable to contact")).isEmpty();
    }

    @Test
    void a_path_of_two_lines_is_refused() {
        assertThatThrownBy(() -> script("./sumcat", "a\nb.json"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a path in a script must be one line");
    }

    @Test
    void Slurm_runs_each_task_once_and_no_more_of_them_at_once_than_asked() throws Exception {
        try (var slurm = SlurmNode.start(Files.createDirectories(folder.resolve("slurm")))) {
            Path work = Files.createDirectories(folder.resolve("here"));
            String launcher =
                    """
                    #!/bin/sh
                    mkdir running || echo together >> calls
                    echo "$* on $SLURM_CPUS_PER_TASK" >> calls
                    sleep 0.3
                    rmdir running
                    """;
            Path program = Files.writeString(work.resolve("it's sumcat"), launcher);
            assertThat(program.toFile().setExecutable(true)).isTrue();
            Path plan = work.resolve("my \"plan\".json");
            int limit = slurm.limit().orElseThrow();
            assertThat(limit).isEqualTo(SlurmNode.LIMIT);
            var script = new SlurmScript(program, plan, 3, 1, 1, false).within(limit);
            Path file = Files.writeString(work.resolve("array.sh"), script.text());

            Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
            slurm.submit(elsewhere, String.join(" && ", script.commands(file)));

            assertThat(Files.readAllLines(elsewhere.resolve("calls"))) // the node has two cores
                    .containsExactlyInAnyOrder(
                            "run --plan " + plan + " --task 1 on 1",
                            "run --plan " + plan + " --task 2 on 1",
                            "run --plan " + plan + " --task 3 on 1");
            assertThat(work.resolve("my \"plan\"-2.log")).exists();
            assertThat(work.resolve("my \"plan\"-2+1.log")).exists();
        }
    }
}
