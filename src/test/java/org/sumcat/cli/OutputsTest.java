package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every option that names an output, given what is not its to write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputsTest {
    private static final String TINY =
            " --dataset drawn --images 300 --validation 100 --epochs 1 --threads 1";
    private static final String TWO = "compare plain:depth=8,width=4 resnet-cifar:depth=8,width=4";

    /** Each with OUT in the place of the file. */
    private static final List<String> FILES =
            List.of(
                    "describe lenet-5 --svg OUT",
                    "networks --timeline OUT",
                    "networks --bubbles OUT",
                    "results data/measured/compare --csv OUT",
                    "results data/measured/compare --bubbles OUT",
                    "results data/measured/compare --accuracy OUT",
                    "results --speeds OUT",
                    "results --map OUT",
                    "bench densenet-d2l --csv OUT",
                    TWO + TINY + " --seeds 1 --plan OUT",
                    TWO + TINY + " --seeds 1 --plan FOLDER/p.json --slurm OUT");

    /** Each with OUT in the place of the folder. */
    private static final List<String> FOLDERS =
            List.of(
                    "train plain:depth=8,width=4" + TINY + " --out OUT",
                    TWO + TINY + " --seeds 1 --out OUT",
                    "effect connections --out OUT",
                    "report OUT",
                    "report data/measured --out OUT",
                    "run --plan FOLDER/plan.json --out OUT",
                    "spark --plan FOLDER/plan.json --master spark://nowhere:1 --out OUT",
                    "notebook 00-start --run --out OUT",
                    "course student OUT",
                    "course nbgrader OUT",
                    "course grade FOLDER --out OUT");

    @TempDir private Path folder;

    private record Result(int exit, String out, String err) {}

    static Stream<String> files() {
        return FILES.stream();
    }

    /** Those that can be written in a moment; a measurement is not. */
    static Stream<String> quickFiles() {
        return FILES.stream().filter(command -> !command.startsWith("bench"));
    }

    static Stream<String> folders() {
        return FOLDERS.stream();
    }

    /** So that a new one cannot be forgotten here. */
    @Test
    void all_options_that_take_a_path_are_outputs_above_or_inputs_here() {
        var inputs = List.of("--data", "--python", "--runs", "--recipe", "--against");
        var above = new ArrayList<String>();
        Stream.concat(files(), folders()).forEach(c -> above.addAll(List.of(c.split(" "))));
        var taken = new TreeSet<String>();
        paths(new CommandLine(new Main()), taken);
        assertThat(taken).contains("--svg", "--out", "--slurm");
        assertThat(taken).allMatch(option -> inputs.contains(option) || above.contains(option));
    }

    private static void paths(CommandLine command, TreeSet<String> taken) {
        command.getCommandSpec().options().stream()
                .filter(option -> option.type().equals(Path.class))
                .forEach(option -> taken.add(option.longestName()));
        command.getSubcommands().values().forEach(each -> paths(each, taken));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_FIFO_a_link_to_one_and_a_link_to_nothing_are_refused_and_stay(String command)
            throws Exception {
        Path fifo = fifo(folder.resolve("fifo"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), fifo);
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("not there"));
        for (Path place : List.of(fifo, link, nowhere)) {
            Result result = run(command, place);
            refused(result);
            assertThat(result.err()).contains("must be a plain file or a new name, but " + place);
        }
        assertThat(Files.readAttributes(fifo, "isOther").get("isOther")).isEqualTo(true);
        assertThat(link).isSymbolicLink();
        assertThat(nowhere).isSymbolicLink();
        assertThat(names(folder)).containsExactlyInAnyOrder("fifo", "link", "nowhere");
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_Sumcat_did_not_write_stays_as_it_is(String command) throws Exception {
        Path mine = Files.writeString(folder.resolve("mine"), "name,points\nAda,12\n");
        Result result = run(command, mine);
        refused(result);
        assertThat(result.err()).contains("must not replace what Sumcat did not write", "--force");
        assertThat(mine).hasContent("name,points\nAda,12\n");
        assertThat(names(folder)).containsExactly("mine");
    }

    /** As mktemp makes one; nothing of Sumcat's is ever empty. */
    @ParameterizedTest
    @MethodSource("files")
    void an_empty_file_that_is_there_stays_empty_but_for_force(String command) throws Exception {
        Path mine = Files.createFile(folder.resolve("mine"));
        Result result = run(command, mine);
        refused(result);
        assertThat(result.err())
                .contains("must not replace what Sumcat did not write", "is empty", "--force");
        assertThat(mine).isEmptyFile();
        assertThat(names(folder)).containsExactly("mine");
        if (command.startsWith("describe")) {
            assertThat(run(command + " --force", mine).exit()).isZero();
            assertThat(mine).isNotEmptyFile();
        }
    }

    @ParameterizedTest
    @MethodSource("quickFiles")
    void what_Sumcat_wrote_is_replaced_also_behind_a_link_and_once_edited_only_by_force(
            String command) throws Exception {
        Path real = folder.resolve("new/real");
        Result made = run(command, real);
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.err()).contains("made the folder " + real.getParent());
        byte[] written = Files.readAllBytes(real);
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(run(command, link).exit()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real).hasBinaryContent(written);

        String text = Files.readString(real);
        Files.writeString(real, "x" + text);
        refused(run(command, real));
        assertThat(real).hasContent("x" + text);
        Result forced = run(command + " --force", real);
        assertThat(forced.exit()).as(forced.err()).isZero();
        assertThat(real).hasBinaryContent(written);
        assertThat(names(real.getParent())).containsExactly("real");
    }

    @Test
    void a_plan_takes_the_place_of_a_plan_and_of_no_other_document_of_Sumcat() throws Exception {
        Path record = Path.of("data/measured/densenet-d2l-d2l-seed1/run.json");
        Path there = Files.copy(record, folder.resolve("run.json"));
        Result result = run(TWO + TINY + " --seeds 1 --plan OUT", there);
        refused(result);
        assertThat(result.err()).contains("is not such a document of it");
        assertThat(there).hasSameBinaryContentAs(record);
        plan();
        assertThat(run(TWO + TINY + " --seeds 2 --plan OUT", folder.resolve("plan.json")).exit())
                .isZero();
    }

    @Test
    void two_outputs_have_two_names() throws Exception {
        Path file = folder.resolve("a.svg");
        Result result = run("networks --timeline OUT --bubbles FOLDER/./a.svg", file);
        refused(result);
        assertThat(result.err()).contains("--timeline and --bubbles must name two files");
        assertThat(file).doesNotExist();
    }

    @Test
    void where_one_of_several_is_refused_none_is_written() throws Exception {
        Path fifo = fifo(folder.resolve("fifo"));
        refused(run("results data/measured/compare --csv FOLDER/runs.csv --accuracy OUT", fifo));
        assertThat(names(folder)).containsExactly("fifo");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void a_file_a_FIFO_and_a_link_to_nothing_are_no_folders(String command) throws Exception {
        plan();
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Path fifo = fifo(folder.resolve("fifo"));
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("not there"));
        var before = names(folder);
        for (Path place : List.of(file, fifo, nowhere)) {
            Result result = run(command, place);
            refused(result);
            assertThat(result.err()).contains("must be a folder, but " + place + " is a");
        }
        assertThat(names(folder)).isEqualTo(before);
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_report_takes_no_page_and_no_table_for_its_own_that_it_did_not_write() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("index.html", "results.csv", "report.md", "report.json")) {
            for (String foreign : List.of("{\"mine\":1}", "")) {
                Path mine = Files.writeString(out.resolve(name), foreign);
                for (String command :
                        List.of(
                                TWO + TINY + " --seeds 1 --out OUT",
                                "report data/measured/densenet-d2l-d2l-seed1 --out OUT")) {
                    refused(run(command, out));
                }
                assertThat(mine).hasContent(foreign);
                assertThat(names(out)).containsExactly(name);
                Files.delete(mine);
            }
        }
        Files.writeString(out.resolve("index.html"), "mine");
        refused(run("effect connections:networks=lenet-5 --out OUT", out));
        assertThat(out.resolve("index.html")).hasContent("mine");
    }

    @Test
    void a_report_of_ours_is_written_anew_and_an_edited_page_only_by_force() throws Exception {
        Path out = folder.resolve("out");
        String command = "report data/measured/densenet-d2l-d2l-seed1 --out OUT";
        assertThat(run(command, out).exit()).isZero();
        assertThat(run(command, out).exit()).isZero();
        Path page = out.resolve("index.html");
        Files.writeString(page, Files.readString(page) + "<!-- my notes -->");
        refused(run(command, out));
        assertThat(page).content().endsWith("<!-- my notes -->");
        assertThat(run(command + " --force", out).exit()).isZero();
        assertThat(page).content().doesNotContain("my notes");
    }

    /** That its hash tells; the runs are taken from it where their folders are not there. */
    @Test
    void an_edited_record_is_replaced_by_force_only_and_no_report_is_made_of_it() throws Exception {
        Path out = folder.resolve("out");
        String command = "report data/measured/densenet-d2l-d2l-seed1 --out OUT";
        assertThat(run(command, out).exit()).isZero();
        Path record = out.resolve("report.json");
        String written = Files.readString(record);
        Files.writeString(record, written.replace("\"seed\" : 1", "\"seed\" : 2"));
        refused(run(command, out));
        refused(run("report FOLDER/out --out OUT", folder.resolve("other")));
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(record).content().contains("\"seed\" : 2");
        assertThat(run(command + " --force", out).exit()).isZero();
        assertThat(record).hasContent(written);
    }

    @Test
    void a_record_that_is_no_JSON_is_replaced_by_force_only() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String command :
                List.of(
                        "report data/measured/densenet-d2l-d2l-seed1 --out OUT",
                        TWO + TINY + " --seeds 1 --out OUT")) {
            Path record = Files.writeString(out.resolve("report.json"), "{ torn");
            refused(run(command, out));
            assertThat(record).hasContent("{ torn");
            Result forced = run(command + " --force", out);
            assertThat(forced.exit()).as(forced.err()).isZero();
            assertThat(record).content().contains("\"command\"");
        }
    }

    /** Empty as well as of another program. */
    @Test
    void a_record_that_is_none_of_Sumcat_is_replaced_by_force_only() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String foreign : List.of("", "{}", "{\"mine\":1}")) {
            Path record = Files.writeString(out.resolve("effect.json"), foreign);
            String command = "effect connections:networks=lenet-5 --out OUT";
            Result result = run(command, out);
            refused(result);
            assertThat(result.err())
                    .contains(record + " is not a record that Sumcat wrote; move it");
            refused(run(TWO + TINY + " --seeds 1 --force --out OUT", out)); // it makes none such
            assertThat(record).hasContent(foreign);
            Result forced = run(command + " --force", out);
            assertThat(forced.exit()).as(forced.err()).isZero();
            assertThat(record).content().contains("\"command\"");
        }
    }

    @Test
    void a_training_takes_no_table_for_its_own_that_is_of_no_run() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        for (String foreign : List.of("mine", "")) {
            Path mine = Files.writeString(out.resolve("history.csv"), foreign);
            Result result = run("train plain:depth=8,width=4" + TINY + " --out OUT", out);
            refused(result);
            assertThat(result.err()).contains("exists and belongs to no run");
            assertThat(mine).hasContent(foreign);
            assertThat(names(out)).containsExactly("history.csv");
        }
    }

    @Test
    void a_plan_that_is_refused_leaves_none_in_a_new_folder() throws Exception {
        plan();
        Path out = folder.resolve("results");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (String wrong : List.of(" --jobs 0", " --task 99", " --data " + empty)) {
            Path plan = wrong.contains("--data") ? realPlan() : folder.resolve("plan.json");
            refused(run("run --plan " + plan + wrong + " --out OUT", out));
            assertThat(out).doesNotExist();
        }
    }

    private void plan() {
        Path plan = folder.resolve("plan.json");
        Result result = run(TWO + TINY + " --seeds 1 --plan OUT", plan);
        assertThat(result.exit()).as(result.err()).isZero();
    }

    /** One for data that are not there. */
    private Path realPlan() throws IOException {
        var plan = org.sumcat.sweep.Plan.read(folder.resolve("plan.json"));
        var real =
                new org.sumcat.sweep.Plan(
                        plan.format(),
                        plan.command(),
                        plan.footing(),
                        "Fashion-MNIST",
                        plan.datasetSha256(),
                        plan.device(),
                        plan.threads(),
                        plan.precision(),
                        plan.rules(),
                        plan.versions(),
                        plan.withoutWeights(),
                        plan.recipes(),
                        plan.tasks());
        return Files.writeString(folder.resolve("real.json"), real.json());
    }

    private static void refused(Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
        assertThat(result.err()).doesNotContain("\tat ");
    }

    private static Path fifo(Path place) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "a FIFO needs mkfifo");
        assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
        return place;
    }

    private static List<String> names(Path folder) {
        return Arrays.stream(Objects.requireNonNull(folder.toFile().list())).sorted().toList();
    }

    private Result run(String command, Path out) {
        assertThat(Files.exists(folder, LinkOption.NOFOLLOW_LINKS)).isTrue();
        String[] words =
                Arrays.stream(command.split(" "))
                        .map(w -> w.replace("FOLDER", folder.toString()))
                        .map(w -> w.equals("OUT") ? out.toString() : w)
                        .toArray(String[]::new);
        PrintStream before = System.out;
        PrintStream beforeErr = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, UTF_8));
        System.setErr(new PrintStream(errBytes, true, UTF_8));
        try {
            int exit = Main.run(words);
            return new Result(exit, outBytes.toString(UTF_8), errBytes.toString(UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }
}
