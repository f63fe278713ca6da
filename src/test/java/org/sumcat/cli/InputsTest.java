package org.sumcat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.files.HashedJson;

/** Inputs that are not what they are taken for, given on the command line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InputsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TWO =
            "compare plain:depth=8,width=4 resnet-cifar:depth=8,width=4 --images 300 --validation 100"
                    + " --epochs 1 --threads 1 --seeds 1";

    @TempDir private Path folder;

    private record Result(int exit, String out, String err) {}

    /** As in a hotel: every address answers 200 with a page. */
    @Test
    void a_plan_is_not_of_the_drawn_set_where_a_page_to_log_in_answers_in_place_of_the_data()
            throws Exception {
        byte[] page = "<!DOCTYPE html><title>Welcome, please log in</title>".getBytes(UTF_8);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        String mirror = "http://127.0.0.1:%s/".formatted(server.getAddress().getPort());
        Path home = Files.createDirectories(folder.resolve("here/sumcat"));
        Path plan = folder.resolve("plan.json");
        try (var there = new Property("sumcat.home", home.toString());
                var mirrors = new Property("sumcat.mirrors", mirror)) {
            assertThat(there).isNotEqualTo(mirrors);
            Result result = run(TWO + " --plan " + plan);
            refused(result);
            assertThat(result.err())
                    .contains("Fashion-MNIST must be found or fetched", "127.0.0.1");
            assertThat(plan).doesNotExist();

            Result asked = run(TWO + " --dataset drawn --plan " + plan);
            assertThat(asked.exit()).as(asked.err()).isZero();
            assertThat(plan).content().contains("\"dataset\" : \"drawn");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/threads                 | 0",
                "/threads                 | \"many\"",
                "/device                  | \"abacus\"",
                "/precision               | null",
                "/datasetSha256           | \"cafe\"",
                "/versions                | []",
                "/recipes                 | {}",
                "/tasks                   | null",
                "/tasks                   | [null]",
                "/tasks/0/spec            | \"resnet-21\"",
                "/tasks/0/run             | \"../../etc\"",
                "/tasks/0/seed            | -9e99",
                "/tasks/1/task            | 1",
                "/footing                 | 7",
                "/format                  | 99"
            })
    void a_plan_with_a_right_hash_and_nonsense_in_it_is_refused_in_one_line(
            String place, String nonsense) throws Exception {
        Path plan = folder.resolve("plan.json");
        Result made = run(TWO + " --dataset drawn --plan " + plan);
        assertThat(made.exit()).as(made.err()).isZero();
        ObjectNode document = (ObjectNode) JSON.readTree(plan.toFile());
        document.remove("sha256");
        int slash = place.lastIndexOf('/');
        var around = (ObjectNode) document.at(place.substring(0, slash));
        around.set(place.substring(slash + 1), JSON.readTree(nonsense));
        Files.writeString(plan, HashedJson.seal(document));

        for (String command :
                List.of("run --plan ", "spark --master spark://localhost:1 --plan ")) {
            Result result = run(command + plan);
            refused(result);
            assertThat(result.err())
                    .contains("plan.json must be a plan as ./sumcat compare wrote it");
        }
        assertThat(folder.toFile().list()).containsExactly("plan.json");
    }

    @Test
    void a_bench_with_a_Python_without_torch_is_refused_before_anything_is_measured()
            throws Exception {
        Path python = folder.resolve("python");
        Scripts.write(
                python,
                "echo 'Traceback (most recent call last):' >&2",
                "echo \"ModuleNotFoundError: No module named 'torch'\" >&2",
                "exit 1");
        Path csv = folder.resolve("speeds.csv");
        Result result = run("bench densenet-d2l --python " + python + " --csv " + csv);
        refused(result);
        assertThat(result.err())
                .contains(
                        "--python must be a Python with torch, but " + python,
                        "No module named 'torch'")
                .doesNotContain("Traceback");
        assertThat(csv).doesNotExist();
    }

    /** A property of Java for a while. */
    private static final class Property implements AutoCloseable {
        private final String name;
        private final String before;

        Property(String name, String value) {
            this.name = name;
            this.before = System.getProperty(name, "");
            System.setProperty(name, value);
        }

        @Override
        public void close() {
            if (before.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    private static void refused(Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
        assertThat(result.err()).doesNotContain("\tat ");
    }

    private static Result run(String command) throws IOException {
        String[] words = Arrays.stream(command.split(" ")).toArray(String[]::new);
        PrintStream before = Objects.requireNonNull(System.out);
        PrintStream beforeErr = System.err;
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int exit = Main.run(words);
            return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }
}
