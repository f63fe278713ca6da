package org.sumcat.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Debian's Slurm on this machine alone: a controller and one node of two cores, on the loopback,
 * with all that they write in one folder. Whoever runs the tests may start it; root is not needed.
 */
final class SlurmNode implements AutoCloseable {
    /** So small that three tasks are two arrays. */
    static final int LIMIT = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Process controller;
    private final Process node;

    private SlurmNode(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("state"));
        Files.createDirectories(folder.resolve("spool"));
        Files.writeString(folder.resolve("plugstack.conf"), "");
        Files.writeString(folder.resolve("slurm.conf"), configuration());
        controller = start(List.of(program("slurmctld").orElseThrow(), "-D", "-i"));
        node = start(List.of(program("slurmd").orElseThrow(), "-D", "-N", "localhost"));
    }

    /** Skips the test where Slurm is not installed, or does not start. */
    static SlurmNode start(Path folder) throws IOException, InterruptedException {
        for (String name : List.of("slurmctld", "slurmd", "sbatch", "squeue", "sinfo")) {
            assumeTrue(
                    program(name).isPresent(),
                    "needs Slurm, but there is no %s (apt install slurm-wlm)".formatted(name));
        }
        String why = "";
        for (int tries = 0; tries < 2; tries++) { // another program may take a port before it does
            var slurm = new SlurmNode(Files.createDirectories(folder.resolve("try" + tries)));
            try {
                slurm.await("sinfo --noheader --format=%T", "idle");
                return slurm;
            } catch (IllegalStateException e) {
                slurm.close();
                why = e.getMessage();
            }
        }
        throw new TestAbortedException("Slurm itself does not start here: " + why);
    }

    /** Submits a script from a folder by a line of the shell, and waits until no job is left. */
    void submit(Path from, String command) throws IOException, InterruptedException {
        String said = run(from, "sh", "-c", command);
        if (!said.startsWith("Submitted batch job")) {
            throw new IllegalStateException("%s: %s".formatted(command, said));
        }
        await("squeue --noheader", "");
    }

    /** As the command line asks for it. */
    OptionalInt limit() {
        return SlurmLimit.ask(Map.of("SLURM_CONF", folder.resolve("slurm.conf").toString()));
    }

    private void await(String command, String wanted) throws IOException, InterruptedException {
        var words = command.split(" ");
        words[0] = program(words[0]).orElseThrow();
        Instant last = Instant.now().plus(PATIENCE);
        String said = "nothing";
        while (Instant.now().isBefore(last) && controller.isAlive() && node.isAlive()) {
            said = run(folder, words);
            if (said.strip().equals(wanted)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException(
                "%s said '%s' for %s; %s"
                        .formatted(
                                command, said, PATIENCE, Files.readString(folder.resolve("log"))));
    }

    private String run(Path from, String... words) throws IOException, InterruptedException {
        Process process =
                builder(List.of(words)).directory(from.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private Process start(List<String> words) throws IOException {
        var log = ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile());
        return builder(words).redirectErrorStream(true).redirectOutput(log).start();
    }

    private ProcessBuilder builder(List<String> words) {
        var builder = new ProcessBuilder(words);
        builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
        return builder;
    }

    /** Administrators' programs are not on everybody's path. */
    private static Optional<String> program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private String configuration() throws IOException {
        String user = System.getProperty("user.name");
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            return """
                    ClusterName=sumcat
                    SlurmctldHost=localhost(127.0.0.1)
                    SlurmctldPort=%d
                    SlurmdPort=%d
                    SlurmUser=%s
                    SlurmdUser=%s
                    AuthType=auth/none
                    CredType=cred/none
                    StateSaveLocation=FOLDER/state
                    SlurmdSpoolDir=FOLDER/spool
                    SlurmctldPidFile=FOLDER/slurmctld.pid
                    SlurmdPidFile=FOLDER/slurmd.pid
                    PlugStackConfig=FOLDER/plugstack.conf
                    ProctrackType=proctrack/linuxproc
                    TaskPlugin=task/none
                    SwitchType=switch/none
                    SelectType=select/cons_tres
                    SelectTypeParameters=CR_Core
                    SlurmdParameters=config_overrides
                    SchedulerParameters=sched_interval=1
                    MaxArraySize=%d
                    NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000
                    PartitionName=main Nodes=localhost Default=YES State=UP
                    """
                    .formatted(one.getLocalPort(), other.getLocalPort(), user, user, LIMIT)
                    .replace("FOLDER", folder.toString());
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : List.of(node, controller)) {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
