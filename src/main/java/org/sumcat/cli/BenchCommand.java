package org.sumcat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.bench.Bench;
import org.sumcat.bench.Measure;
import org.sumcat.bench.OtherBuild;
import org.sumcat.bench.PeerChoice;
import org.sumcat.bench.PeerKind;
import org.sumcat.bench.PeerSpeed;
import org.sumcat.bench.PyTorch;
import org.sumcat.bench.SpeedRatio;
import org.sumcat.bench.Workload;
import org.sumcat.bench.WorkloadResult;
import org.sumcat.data.Choice;
import org.sumcat.data.Datasets;
import org.sumcat.device.Compute;
import org.sumcat.device.Machine;
import org.sumcat.device.Versions;
import org.sumcat.files.FileSignature;
import org.sumcat.speed.Speeds;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.Overwriting;
import org.sumcat.terminal.Processors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description =
                "Measures training speed against the usual way in DJL and PyTorch, or against another"
                        + " build of Sumcat; runs are interleaved.")
final class BenchCommand extends Common {
    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            description =
                    "densenet-d2l, densenet-bc-40-12, densenet-bc-100-12, resnet-20, resnet-18,"
                            + " googlenet-d2l; default: all.")
    private List<String> names = List.of();

    @Option(
            names = "--measure",
            paramLabel = "WHAT",
            description =
                    "step, forward, epoch, or start (from the start of the process to the end of its first step);"
                            + " default: ${DEFAULT-VALUE}.")
    private String measure = "step";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Counted rounds; default: 7, with --against 15.")
    private @Nullable Integer rounds;

    @Option(names = "--units", description = "Steps per round; default: ${DEFAULT-VALUE}.")
    private int units = 6;

    @Option(names = "--threads", description = "CPU threads; default: all.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private PeerOptions peers = new PeerOptions();

    @Option(
            names = "--against",
            paramLabel = "CHECKOUT",
            description =
                    "Another checkout that is built: its build is compared with this one, in place of"
                            + " the other peers. Prints the ratio new over old with a 95%% interval,"
                            + " and peak memory.")
    private @Nullable Path against;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Write the speeds as CSV, for ./sumcat results --speeds; creates its folder if needed.")
    private @Nullable Path csv;

    @Mixin private Overwriting overwriting = new Overwriting();

    @Override
    public void run() {
        if ((csv != null) && (measure() != Measure.STEP)) {
            throw new IllegalArgumentException(
                    "--csv keeps the speed of training steps, but --measure is %s; leave one out"
                            .formatted(measure));
        }
        requireAgainstAlone();
        PeerChoice choice = peers.choice();
        if (csv != null && !choice.kinds().contains(PeerKind.USUAL)) {
            throw new IllegalArgumentException(
                    "--csv tells speeds beside the usual way in DJL, but --peers leaves usual out; add it");
        }
        OtherBuild other = against == null ? null : OtherBuild.of(against);
        if (csv != null) {
            overwriting
                    .file("--csv", csv, FileSignature.COLUMNS)
                    .require(new Speeds(List.of()).csv());
        }
        int turns = rounds != null ? rounds : other == null ? 7 : 15;
        var bench = new Bench(measure(), turns, units, threads, null, data, other, choice);
        var workloads =
                names.isEmpty() ? Workload.all() : names.stream().map(Workload::named).toList();
        Processors.warn(threads);
        if (data != null) { // its peers would end, each with its own words
            Datasets.open(Choice.FASHION_MNIST, data, Common::say);
        }
        PyTorch torch = peers.torch(choice, measure());
        if (torch != null) {
            bench = bench.with(torch);
        }
        Compute seen = Compute.of("auto");
        var device = new Compute(seen.device(), threads, seen.arithmetic()).words();
        if (!peers.hasPython() && other == null) {
            say("PyTorch is not measured; name a Python that has torch by --python FILE");
        }
        if (!json) {
            print("exact is, fast is: how many times as fast Sumcat was with float32 and with");
            print("bfloat16, the median of the rounds (least to most)");
        }
        var all = new ArrayList<Map<String, Object>>();
        var speeds = new ArrayList<Speeds.Speed>();
        for (Workload workload : workloads) {
            WorkloadResult result = bench.time(workload, Common::say);
            all.add(document(workload, result));
            result.speeds().forEach(speed -> speeds.add(speed(device, workload, speed)));
            keep(speeds);
            if (!json) {
                print(
                        BenchText.of(
                                device,
                                workload,
                                "%s, %s rounds of %s".formatted(measure, turns, units),
                                result));
            }
        }
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("commit", Versions.commit());
            document.put("processor", Machine.processor());
            document.put("device", device);
            document.put("threads", threads);
            if (torch != null) {
                document.put("torch", torch);
            }
            if (other != null) {
                document.put("against", other.checkout().toString());
                document.put("againstCommit", other.commit());
            }
            document.put("results", all);
            printJson(document);
        }
    }

    private void requireAgainstAlone() {
        String too = csv != null ? "--csv" : peers.given();
        if (against != null && too != null) {
            throw new IllegalArgumentException(
                    "--against compares two builds and nobody else, but %s was given, too; leave one out"
                            .formatted(too));
        }
    }

    private Measure measure() {
        for (Measure known : Measure.values()) {
            if (known.key().equals(measure)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "measure must be step, forward, epoch or start, but was '%s'".formatted(measure));
    }

    /** Saves the results so far, since a measurement takes long and may be interrupted. */
    private void keep(List<Speeds.Speed> speeds) {
        if (csv != null) {
            overwriting
                    .file("--csv", csv, FileSignature.COLUMNS)
                    .write(new Speeds(speeds).csv(), Common::say);
        }
    }

    private static Speeds.Speed speed(String device, Workload workload, PeerSpeed speed) {
        return new Speeds.Speed(
                device,
                "%s, %s x %s, batch %s"
                        .formatted(
                                workload.name(),
                                workload.side(),
                                workload.side(),
                                workload.batch()),
                speed.peer(),
                speed.milliseconds(),
                speed.imagesPerSecond(),
                ratio(speed.exactOverThis()),
                speed.fastOverThis() == null ? null : ratio(speed.fastOverThis()),
                speed.compileSeconds(),
                Versions.commit());
    }

    private static Speeds.Ratio ratio(SpeedRatio ratio) {
        return new Speeds.Ratio(ratio.typical(), ratio.least(), ratio.most());
    }

    private static Map<String, Object> document(Workload workload, WorkloadResult result) {
        var document = new LinkedHashMap<String, Object>();
        document.put("workload", workload);
        document.put("convolutionGigaflops", result.ceiling());
        document.put("speeds", result.speeds());
        document.put("best", result.best());
        if (!result.against().isEmpty()) {
            document.put("against", result.against());
        }
        return document;
    }
}
