package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.files.SystemLock;
import org.sumcat.network.NetworkSummary;
import org.sumcat.sweep.NetworkSet;
import org.sumcat.zoo.Zoo;

/** The contract of the commands: what they print where, and how they end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandLineTest {
    private static final List<String> TINY =
            List.of(
                    "--dataset",
                    "drawn",
                    "--images",
                    "300",
                    "--validation",
                    "100",
                    "--epochs",
                    "1");

    @TempDir private Path folder;

    /** What a command printed, and its exit code. */
    private record Result(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @Nested
    class Describe {
        @Test
        void counts_DenseNet_BC_100_12_as_table_2_does() throws IOException {
            Result result =
                    run(
                            "describe",
                            "densenet-bc:depth=100,growth=12",
                            "--input",
                            "3x32x32",
                            "--json");
            assertThat(result.exit()).isZero();
            assertThat(result.json().get("parameters").asLong()).isEqualTo(769_162);
            assertThat(result.json().get("macs").asLong()).isEqualTo(287_929_692);
            assertThat(result.json().get("weightLayers").asInt()).isEqualTo(100);
            assertThat(result.json().get("stages").get(1).get("name").asText()).isEqualTo("dense1");
            assertThat(result.json().get("stages").get(1).get("shape").asText())
                    .isEqualTo("216x32x32");
        }

        @Test
        void prints_for_a_person_what_it_prints_for_a_program() {
            assertThat(run("describe", "densenet-d2l").out()).contains("758,226", "248x3x3");
        }
    }

    @Nested
    class Effect {
        @Test
        void without_a_name_lists_every_effect_with_its_question() throws IOException {
            assertThat(run("effect").out())
                    .contains("fusion\n  What changes when a layer's input is added");
            assertThat(run("effect", "--json").json().findValuesAsText("name"))
                    .contains("fusion", "efficiency", "reuse", "memory", "breaks", "baselines")
                    .hasSize(13);
        }

        @Test
        void leaves_a_page_its_figures_and_its_numbers_and_prints_the_same() throws IOException {
            Path out = folder.resolve("page");
            var result =
                    run(
                            "effect",
                            "connections:networks=densenet-bc:depth=10/growth=4",
                            "--json",
                            "--out",
                            out.toString());
            assertThat(result.exit()).isZero();
            assertThat(result.err()).contains("report: " + out.resolve("index.html"));
            assertThat(new ObjectMapper().readTree(out.resolve("effect.json").toFile()))
                    .isEqualTo(result.json());
            assertThat(out.resolve("connections-over-weight-layers.svg")).isRegularFile();
            assertThat(out.resolve("connections-counted.csv")).content().contains("densenet-bc");
        }

        @Test
        void of_another_name_or_with_options_that_mean_nothing_is_refused() {
            assertThat(run("effect", "fuson").err())
                    .isEqualTo(
                            "error: NAME must be an effect, but there is no 'fuson'; did you mean"
                                    + " fusion? (./sumcat effect lists all)\n");
            var seeds = run("effect", "connections", "--seeds", "3", "--out", folder + "/c");
            assertThat(seeds.exit()).isEqualTo(2);
            assertThat(seeds.err()).contains("connections trains nothing").contains("--seeds 3");
            assertThat(folder.resolve("c")).doesNotExist();
        }
    }

    @Nested
    class Describe_as_a_picture {
        @Test
        void writes_the_drawing_and_counts_as_ever() throws IOException {
            Path file = folder.resolve("new").resolve("dense.svg");
            Result result = run("describe", "densenet:blocks=5,growth=4", "--svg", file.toString());
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("36x28x28");
            assertThat(Files.readString(file)).startsWith("<svg").endsWith("</svg>\n");
            assertThat(file.getParent()).isDirectoryContaining("glob:**/dense.svg");
            try (Stream<Path> files = Files.list(file.getParent())) {
                assertThat(files).hasSize(1);
            }
        }

        @Test
        void refuses_a_folder_and_a_place_that_cannot_be_written() throws IOException {
            Result in = run("describe", "resnet-20", "--svg", folder.toString());
            assertThat(in.exit()).isEqualTo(2);
            assertThat(in.err())
                    .isEqualToIgnoringNewLines(
                            "error: --svg must be a file, but %s is a folder; add a name"
                                    .formatted(folder));
            Path file = Files.writeString(folder.resolve("file"), "");
            Result below = run("describe", "resnet-20", "--svg", file + "/a.svg");
            assertThat(below.exit()).isEqualTo(2);
            assertThat(below.err()).contains("error: --svg must be writable, but " + file);
        }
    }

    @Test
    void networks_draws_published_results_and_the_years() throws IOException {
        Path bubbles = folder.resolve("bubbles.svg");
        Path years = folder.resolve("years.svg");
        Result result =
                run("networks", "--bubbles", bubbles.toString(), "--timeline", years.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Files.readString(bubbles)).contains(">DenseNet-121<");
        assertThat(Files.readString(years)).contains(">1998<", ">NiN<");
    }

    @Test
    void results_lists_what_was_measured_and_writes_it() throws IOException {
        int runs;
        try (var folders = Files.list(Path.of("data/measured/compare/runs"))) {
            runs = Math.toIntExact(folders.count());
        }
        Path csv = folder.resolve("runs.csv");
        Result result = run("results", "data/measured/compare", "--csv", csv.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1 + runs);
        assertThat(Files.readAllLines(csv)).hasSize(1 + runs);
        assertThat(run("results", "data/measured/compare", "--json").json()).hasSize(runs);
        Path table = folder.resolve("speeds.md");
        assertThat(run("results", "data/measured", "--speeds", table.toString()).exit()).isZero();
        assertThat(Files.readString(table)).contains("| **gpu 0 (NVIDIA H200)** |");
        Path bars = folder.resolve("speeds.svg");
        assertThat(run("results", "data/measured", "--speeds", bars.toString()).exit()).isZero();
        assertThat(Files.readString(bars)).startsWith("<svg ");
        Result none = run("results", folder.toString());
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("error: a folder must hold a run.json or report.json");
    }

    @Test
    void bench_keeps_no_other_speed_than_that_of_a_step() {
        Path csv = folder.resolve("speeds.csv");
        Result result = run("bench", "--measure", "forward", "--csv", csv.toString());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("--csv keeps the speed of training steps", "--measure is forward");
        assertThat(csv).doesNotExist();
    }

    @Test
    void networks_lists_every_preset_and_every_family() throws IOException {
        String out = run("networks").out();
        assertThat(Zoo.networks()).allSatisfy(n -> assertThat(out).contains(n.spec()));
        assertThat(Zoo.families()).allSatisfy(f -> assertThat(out).contains(f.name() + ":"));
        assertThat(Zoo.networks()).allSatisfy(n -> assertThat(out).contains(n.paper()));
        assertThat(out.indexOf("2015  ResNet")).isBetween(0, out.indexOf("2017  DenseNet"));
        assertThat(out).contains("blocks (from depth)", "initial (2*growth)").doesNotContain("=(");
        // 65,664 + 132,096 + 10,250 after 4a, and 67,712 + 132,096 + 10,250 after 4d
        assertThat(out.lines().filter(line -> line.startsWith("  googlenet ")))
                .singleElement()
                .asString()
                .endsWith("  + 418,068 heads");
        assertThat(out.lines().filter(line -> line.startsWith("  vgg-16 ")))
                .singleElement()
                .asString()
                .doesNotContain("heads");
        assertThat(run("networks", "--json").json()).hasSize(Zoo.networks().size());
    }

    @Test
    void the_three_that_differ_in_one_word_have_as_many_parameters_and_MACs_within_5_percent() {
        var sizes =
                NetworkSet.fusion().networks().stream()
                        .map(network -> NetworkSummary.of(network).parameters())
                        .toList();
        var macs =
                NetworkSet.fusion().networks().stream()
                        .map(network -> NetworkSummary.of(network).macs())
                        .toList();
        assertThat((double) Collections.max(macs) / Collections.min(macs)).isLessThan(1.05);
        long least = sizes.stream().min(Long::compare).orElseThrow();
        long most = sizes.stream().max(Long::compare).orElseThrow();
        assertThat((double) most / least).isLessThan(1.05);
    }

    @Test
    void the_words_that_the_report_shows_stand_in_the_network() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/sumcat/zoo/Skeleton.java"));
        assertThat(CompareCommand.CODE.lines().map(String::strip))
                .hasSize(3)
                .allSatisfy(line -> assertThat(source).contains(line));
    }

    @Nested
    class Train {
        @Test
        void prints_a_line_for_each_epoch_and_keeps_record_history_and_weights() {
            Result result = run(tiny("train", "resnet-cifar:depth=8,width=4", "--out", out()));
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out())
                    .matches(
                            "(?s)epoch 1, loss \\d+\\.\\d{4}, train acc [01]\\.\\d{3},"
                                    + " validation acc [01]\\.\\d{3}, test acc [01]\\.\\d{3},"
                                    + " time \\d+\\.\\d sec\\s*");
            assertThat(result.err()).contains("device: ", "test accuracy ");
            assertThat(Path.of(out())).isDirectoryContaining("glob:**/run.json");
            assertThat(Path.of(out())).isDirectoryContaining("glob:**/history.csv");
            assertThat(Path.of(out())).isDirectoryContaining("glob:**/weights.params");
        }

        @Test
        void prints_one_JSON_document_and_nothing_else_when_asked() throws IOException {
            Result result = run(tiny("train", "plain:depth=8,width=4", "--out", out(), "--json"));
            assertThat(result.json().get("spec").asText()).isEqualTo("plain:depth=8,width=4");
            assertThat(result.json().get("history")).hasSize(1);
        }

        @Test
        void refuses_a_folder_with_another_run_before_it_trains() {
            run(tiny("train", "plain:depth=8,width=4", "--out", out()));
            Result result = run(tiny("train", "plain:depth=8,width=5", "--out", out()));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("error: --out must not hold another run");
            assertThat(result.out()).isEmpty();
        }

        @Test
        void refuses_a_folder_in_which_another_training_goes_on() {
            SystemLock other = SystemLock.tryTake(SystemLock.of(Path.of(out()))).orElseThrow();
            Result result = run(tiny("train", "plain:depth=8,width=4", "--out", out()));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err())
                    .contains("error: --out must belong to one training at a time")
                    .contains("(process %d)".formatted(ProcessHandle.current().pid()));
            assertThat(result.out()).isEmpty();
            assertThat(Path.of(out()).toFile().list()).containsExactly(".lock");
            other.close();
        }

        @Test
        void refuses_an_empty_name_of_a_folder() {
            Result result = run(tiny("train", "plain:depth=8,width=4", "--out", ""));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err())
                    .contains("error: --out must name a folder, but was empty; for this one write");
        }
    }

    @Nested
    class Compare {
        @Test
        void writes_a_page_a_table_and_a_document() throws IOException {
            Result result =
                    run(
                            tiny(
                                    "compare",
                                    "plain:depth=8,width=4",
                                    "resnet-cifar:depth=8,width=4",
                                    "--seeds",
                                    "2",
                                    "--out",
                                    out()));
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("Plain", "ResNet");
            try (Stream<Path> files = Files.list(Path.of(out()))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .contains(
                                "index.html",
                                "report.md",
                                "results.csv",
                                "report.json",
                                "plan.json",
                                "runs");
            }
            assertThat(Files.readString(Path.of(out(), "index.html")))
                    .contains("<svg", "./sumcat compare plain:depth=8,width=4")
                    .doesNotContain("<script src");
        }

        @Test
        void writes_a_plan_on_equal_footing_and_a_script_for_Slurm() throws IOException {
            Path plan = folder.resolve("p.json");
            Path script = folder.resolve("p.sh");
            Result result =
                    run(
                            tiny(
                                    "compare",
                                    "skeleton:join=sum,depth=7,width=32",
                                    "skeleton:join=concat,depth=7",
                                    "--equal",
                                    "parameters",
                                    "--seeds",
                                    "3",
                                    "--jobs",
                                    "2",
                                    "--plan",
                                    plan.toString(),
                                    "--slurm",
                                    script.toString()));
            assertThat(result.exit()).as(result.err()).isZero();
            var footing = new ObjectMapper().readTree(plan.toFile()).get("footing");
            assertThat(footing.get("equal").asText()).isEqualTo("parameters");
            assertThat(footing.at("/contenders/1/spec").asText())
                    .isEqualTo("skeleton:join=concat,depth=7,width=31"); // see BudgetTest
            assertThat(Files.readAllLines(script)).contains("#SBATCH --array=1-6%2");
            assertThat(result.out()).contains("6 runs planned", "sbatch " + script);
        }

        @Test
        void gives_each_network_as_many_epochs_as_fit_into_equal_seconds() throws IOException {
            Path plan = folder.resolve("p.json");
            Result result =
                    run(
                            tiny(
                                    "compare",
                                    "plain:depth=14,width=16",
                                    "lenet-5",
                                    "--equal",
                                    "seconds",
                                    "--plan",
                                    plan.toString()));
            assertThat(result.exit()).as(result.err()).isZero();
            var footing = new ObjectMapper().readTree(plan.toFile()).get("footing");
            double whole = 0;
            for (var contender : footing.get("contenders")) {
                double seconds = contender.get("secondsPerEpoch").asDouble();
                double all = seconds * contender.get("epochs").asInt();
                whole = whole == 0 ? all : whole;
                assertThat(Math.abs(all - whole)).isLessThanOrEqualTo(seconds / 2 + 1e-9);
            }
            assertThat(footing.at("/contenders/1/epochs").asInt()).isPositive();
        }

        @Test
        void leaves_no_plan_where_the_script_is_refused() {
            Path plan = folder.resolve("p.json");
            String script = folder.toString();
            Result result = run(tiny("compare", "--plan", plan.toString(), "--slurm", script));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("--slurm must be a file, but");
            assertThat(plan).doesNotExist();
        }

        @Test
        void refuses_a_folder_with_the_report_of_another_question() throws IOException {
            Files.writeString(
                    folder.resolve("report.json"), "{\"command\": \"./sumcat compare --seeds 9\"}");
            Result result = run(tiny("compare", "--out", folder.toString()));
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err())
                    .contains("--out must not hold another")
                    .contains("./sumcat compare --seeds 9");
            assertThat(run("effect", "connections", "--out", folder.toString()).err())
                    .contains("--out must not hold another report, but " + folder)
                    .contains("./sumcat compare --seeds 9");
        }

        @Test
        void refuses_a_folder_with_the_page_of_an_effect() throws IOException {
            Files.writeString(
                    folder.resolve("effect.json"), "{\"command\": \"./sumcat effect breaks\"}");
            for (Result result :
                    List.of(
                            run(tiny("compare", "--out", folder.toString())),
                            run("report", folder.toString()))) {
                assertThat(result.exit()).isEqualTo(2);
                assertThat(result.err()).contains("has that of './sumcat effect breaks'");
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    train densenet-122 --dataset drawn | SPEC must name a network, but there is no 'densenet-122'
                    train plain-20 --recipe fast       | a recipe must be one of quick, d2l, sprint, paper, inception, or a file that ends in .toml or .json, but was 'fast'
                    train plain-20 --recipe no.toml    | a recipe file must be readable text, but no.toml is not (NoSuchFileException); name another
                    train plain-20 --dataset drawn --batch 7000 | batch must not exceed the images trained on, but is 7000 of
                    train plain-20 --dataset cifar     | must be
                    train plain-20 --device tpu --dataset drawn | device must be auto, cpu or gpu, but was 'tpu'
                    train plain-20 --epochs many       | Invalid value for option '--epochs'
                    train                              | Missing required parameter
                    train plain-20 --dataset drawn --precision half | precision must be exact or fast, but was 'half'
                    train plain-20 --dataset drawn --rules fast | rules must be default, plain or some of recomputation, full-recomputation,
                    compare --set fusoin               | a set must be one of fusion, densenet-variants, family, paper-table2, but was 'fusoin'; did you mean fusion?
                    compare --equal mac                | --equal must be one of epochs, parameters, macs, seconds, but was 'mac'; did you mean macs?
                    compare --set paper-table2 --equal macs | the networks of paper-table2 must be those of the paper
                    compare --set family --equal macs --dataset drawn | must take 416,520 MACs within 2%
                    compare --slurm a.sh               | --slurm needs a plan, but there is no --plan
                    compare plain-20                   | a comparison needs at least two networks, but has 1
                    describe resnet-20 --input 28      | --input must be channels x height x width, like 1x28x28, but was '28'
                    describe densenet-121 --input 1x8x8 | the input must leave at least 1 pixel at every layer
                    describe lenet --input 3x1000000x1000000 | each up to 999999, but was 3x1000000x1000000
                    describe skeleton:depth=1000000,width=1 | depth must be at most 1204
                    describe densenet:growth_rate=12   | did you mean growth?
                    run --plan data/measured/compare/plan.json --task 1 --jobs 2 | --jobs is for all runs of a plan, but --task 1 is one of them
                    run --plan data/measured/compare/plan.json --data src | --data must name a folder with the four Fashion-MNIST files
                    spark --plan data/measured/compare/plan.json --master spark://127.0.0.1:1 | --master must be a Spark master that answers, but spark://127.0.0.1:1 does not
                    spark --plan data/measured/compare/plan.json --master local[2] | local[N] never retries a failed task
                    bench --python no-python           | --python must be a program, but there is none at no-python
                    bench --peers torch                | --peers must be of usual, tuned, eager and compiled, but was 'torch'
                    bench --peers usual,eager          | --peers eager and compiled need a Python with torch, but there is no --python
                    bench --precision half             | --precision must be exact or fast, but was 'half'
                    bench --peers tuned --csv a.csv    | --csv tells speeds beside the usual way in DJL, but --peers leaves usual out
                    bench --data src                   | --data must name a folder with the four Fashion-MNIST files
                    notebook --run --out pom.xml       | --out must be a folder, but pom.xml is a file
                    train plain-20 --lr 0.1            | did you mean --rate?
                    train plain-20 --batch_size=32     | did you mean --batch?
                    train plain-20 --momentum 0.9      | momentum is set in a recipe: --recipe FILE.toml
                    notebook nope                      | NAME must be one of
                    frobnicate                         | frobnicate
                    complare                           | did you mean compare?
                    train plain-20 --epohcs 3          | did you mean --epochs?
                    train plain-20 --dataset drawn --threads 5000 | threads must be from 1 to 1024, but were 5000
                    course student pom.xml             | DIR must be a folder, but pom.xml is a file
                    report pom.xml                     | DIR must be a folder, but pom.xml is a file
                    """)
    void bad_input_gets_one_line_and_exit_2(String command, String message) {
        Result result = run(command.split(" "));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> line.startsWith("error: ")).toList())
                .singleElement()
                .asString()
                .contains(message);
        assertThat(result.err()).doesNotContain("\tat ");
    }

    @Test
    void gpu_without_a_gpu_is_an_error_and_never_a_silent_run_on_the_cpu() {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "this machine has a GPU");
        Result result = run(tiny("train", "plain:depth=8,width=4", "--device", "gpu"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("device gpu needs a GPU that the engine sees");
    }

    @Test
    void verbose_shows_where_an_error_came_from() {
        assertThat(run("describe", "nothing", "--verbose").err()).contains("\tat org.sumcat.zoo");
        assertThat(run("notebook", "nope", "--verbose").err())
                .contains("error: NAME must be one of", "\tat org.sumcat.cli");
    }

    @Nested
    class Report_and_verify {
        private Path runs;

        @BeforeEach
        void a_folder() {
            runs = folder.resolve("out");
        }

        private void train(int seed) {
            var out = runs.resolve("seed" + seed).toString();
            var seeded = tiny("train", "plain:depth=8,width=4", "--seed", "" + seed, "--out", out);
            assertThat(run(seeded).exit()).isZero();
        }

        @Test
        void a_report_of_what_lies_in_a_folder_holds_when_it_is_verified() throws IOException {
            train(1);
            train(2);
            Result report = run("report", runs.toString());
            assertThat(report.exit()).as(report.err()).isZero();
            assertThat(report.out()).contains("Plain");
            assertThat(report.err()).contains("report: " + runs.resolve("index.html"));

            Result files = run("verify", runs.toString(), "--no-train", "--json");
            assertThat(files.exit()).as(files.out()).isZero();
            assertThat(files.json().get("holds").asBoolean()).isTrue();

            Result second = run("verify", runs.toString(), "--only", "2");
            assertThat(second.exit()).as(second.out()).isZero();
            assertThat(second.out())
                    .containsOnlyOnce("the same weights bit for bit")
                    .contains("seed 2 trained again", "all holds: ");
        }

        @Test
        void an_edited_accuracy_fails_with_exit_1_and_a_line_that_says_which() throws IOException {
            train(1);
            Path record = runs.resolve("seed1/run.json");
            String edited =
                    Files.readString(record).replaceAll("(\"testAccuracy\" : )[0-9.]+", "$10.99");
            Files.writeString(record, edited);
            Result result = run("verify", record.getParent().toString(), "--no-train");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out())
                    .contains("FAILS  run.json: was edited")
                    .endsWith("checks fail: do not quote these numbers\n");
        }

        @Test
        void a_run_that_is_none_of_the_report_or_a_folder_without_runs_is_refused()
                throws IOException {
            train(1);
            Result none = run("verify", runs.resolve("seed1").toString(), "--only", "2");
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("--only must be from 1 to 1, the runs that there are");
            Path empty = Files.createDirectory(folder.resolve("empty"));
            Result nothing = run("report", empty.toString());
            assertThat(nothing.exit()).isEqualTo(2);
            assertThat(nothing.err()).contains("error: ").contains(empty.toString());
        }
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private static String[] tiny(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(TINY);
        return all.toArray(String[]::new);
    }

    private static Result run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, UTF_8));
        System.setErr(new PrintStream(errBytes, true, UTF_8));
        try {
            int exit = Main.run(arguments);
            return new Result(exit, outBytes.toString(UTF_8), errBytes.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
