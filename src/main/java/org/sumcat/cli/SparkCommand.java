package org.sumcat.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sumcat.files.Folder;
import org.sumcat.sweep.Plan;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.ResultFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "spark",
        description = {
            "Carries out the runs of a plan on Apache Spark, each in its own process on an executor.",
            "All machines must see this folder, and that of the plan, under the same path; results go there. Finished runs are not repeated, so after a failure give the same command again."
        })
final class SparkCommand extends Common {
    private static final int PATIENCE = 5000; // milliseconds

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            required = true,
            description = "The plan, which ./sumcat compare --plan FILE wrote.")
    private Path file = Path.of("plan.json");

    @Option(
            names = "--master",
            paramLabel = "URL",
            required = true,
            description = "spark://HOST:7077, or local-cluster[WORKERS,CORES,MIB] to try it here.")
    private String master = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the runs; default: the folder of the plan.")
    private @Nullable Path out;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=2g.")
    private Map<String, String> settings = Map.of();

    @Override
    public void run() {
        if (!master.matches("spark://.+|local-cluster\\[\\d+,\\d+,\\d+]")) {
            throw new IllegalArgumentException(
                    "--master must be spark://HOST:PORT or local-cluster[WORKERS,CORES,MIB], but was"
                            + " '%s'%s"
                                    .formatted(
                                            master,
                                            master.startsWith("local")
                                                    ? "; local[N] never retries a failed task"
                                                    : ""));
        }
        for (String key : settings.keySet()) {
            if (!key.startsWith("spark.")) {
                throw new IllegalArgumentException(
                        "a setting of Spark must begin with spark., but was '%s'".formatted(key));
            }
        }
        Plan plan = Plan.read(file);
        if (out != null) {
            Folder.require("--out", out);
        }
        requireMaster(master);
        Path spark = ResultFolders.home().toAbsolutePath().resolve("target").resolve("spark");
        if (!Files.isDirectory(spark.resolve("jars"))) {
            throw new IllegalArgumentException(
                    "Spark must be in %s, but is not; build it: mvn -Pspark -DskipTests package"
                            .formatted(spark));
        }
        say(
                "%s runs, %s on each executor, results beside %s"
                        .formatted(
                                plan.tasks().size(),
                                plan.device().equals("gpu")
                                        ? "a GPU"
                                        : plan.threads() == 1
                                                ? "one core"
                                                : plan.threads() + " cores",
                                file));
        int exit = driver(command(plan, spark), spark);
        if (exit != 0) {
            throw new IllegalStateException(
                    "every run of a plan must be done, but some were not (above, or in the logs of"
                            + " Spark); give the same command again");
        }
        if (json) {
            printJson(Map.of("runs", plan.tasks().size()));
        } else {
            print("%s runs done, of the plan %s".formatted(plan.tasks().size(), file));
        }
    }

    /**
     * Refuses a Spark master that does not answer; Spark itself would retry for a minute and end in
     * stack traces.
     */
    static void requireMaster(String master) {
        if (!master.startsWith("spark://")) {
            return;
        }
        String why = "";
        for (String each : master.substring("spark://".length()).split(",", -1)) {
            int colon = each.lastIndexOf(':');
            String port = each.substring(colon + 1);
            if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new IllegalArgumentException(
                        "--master must be spark://HOST:PORT, but was '%s'".formatted(master));
            }
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(each.substring(0, colon), Integer.parseInt(port)),
                        PATIENCE);
                return;
            } catch (UnknownHostException e) {
                why = "host not found";
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        throw new IllegalArgumentException(
                "--master must be a Spark master that answers, but %s does not (%s); start it (sbin/start-master.sh), or check the address"
                        .formatted(master, why));
    }

    /** The driver's command line; a task's is its tail followed by a number. */
    private List<String> command(Plan plan, Path spark) {
        Path home = ResultFolders.home().toAbsolutePath();
        boolean gpu = plan.device().equals("gpu");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("src/spark/java.options"));
        settings.forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
        command.addAll(
                List.of(
                        "-cp",
                        spark.resolve("sumcat-spark.jar")
                                + File.pathSeparator
                                + spark.resolve("jars")
                                + File.separator
                                + "*"));
        command.addAll(List.of("org.sumcat.spark.Spark", master));
        command.add(String.valueOf(gpu ? 1 : plan.threads()));
        command.add(gpu ? "1" : "0");
        command.add(String.valueOf(plan.tasks().size()));
        command.addAll(List.of("env", "SUMCAT_CUDA=" + (gpu ? 1 : 0)));
        command.addAll(List.of(home.resolve("sumcat").toString(), "run"));
        command.addAll(List.of("--plan", file.toAbsolutePath().toString()));
        if (out != null) {
            command.addAll(List.of("--out", out.toAbsolutePath().toString()));
        }
        if (data != null) {
            command.addAll(List.of("--data", data.toAbsolutePath().toString()));
        }
        command.add("--task");
        return command;
    }

    private static int driver(List<String> command, Path spark) {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13"); // asked for in local-cluster mode
        try {
            Process process = builder.start();
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                throw new CancellationException("the driver was interrupted");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Java must start, but did not", e);
        }
    }
}
