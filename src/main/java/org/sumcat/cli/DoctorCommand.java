package org.sumcat.cli;

import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.data.FashionMnist;
import org.sumcat.device.Compute;
import org.sumcat.device.Machine;
import org.sumcat.device.NativeBuild;
import org.sumcat.device.Versions;
import org.sumcat.engine.Rule;
import org.sumcat.engine.Rules;
import org.sumcat.jupyter.InstalledKernels;
import org.sumcat.jupyter.Surroundings;
import org.sumcat.terminal.Common;
import org.sumcat.terminal.ResultFolders;
import org.sumcat.torch.CacheSizes;
import org.sumcat.torch.Libtorch;
import oshi.SystemInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./sumcat doctor}: checks each fact independently, so that one failure does not hide the
 * others.
 */
@Command(
        name = "doctor",
        description = "Reports what this machine has, and what Sumcat will use of it.")
final class DoctorCommand extends Common implements CommandLine.IExitCodeGenerator {
    private static final String UNUSABLE = "unusable: ";

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with Fashion-MNIST.")
    private @Nullable Path data;

    @Option(names = "--device", description = "auto, cpu or gpu; default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    private final Map<String, String> facts = new LinkedHashMap<>();

    @Override
    public void run() {
        machine();
        engine();
        surroundings();
        data();
        if (json) {
            printJson(facts);
            return;
        }
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(1);
        facts.forEach((name, fact) -> print(("%-" + width + "s  %s").formatted(name, fact)));
    }

    /** Non-zero without an engine: the report is correct, but nothing can be trained. */
    @Override
    public int getExitCode() {
        return facts.getOrDefault("pytorch", "").startsWith(UNUSABLE) ? Common.FAILED : 0;
    }

    private void machine() {
        fact("requested device", () -> device);
        fact("processor", Machine::processor);
        fact("processors seen", DoctorCommand::processors);
        fact("memory", () -> gibibytes(new SystemInfo().getHardware().getMemory().getTotal()));
        fact("memory for Java", () -> gibibytes(Runtime.getRuntime().maxMemory()));
        fact("java", () -> System.getProperty("java.version"));
        fact("build of libtorch", NativeBuild::words);
        fact("os", () -> System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        fact("sumcat", () -> new Main.Version().getVersion()[0].replace("sumcat ", ""));
    }

    private void engine() {
        fact("djl", Engine::getDjlVersion);
        fact("pytorch", () -> Versions.all().get("pytorch"));
        fact("libtorch", DoctorCommand::libtorch);
        fact("native build", () -> Surroundings.nativeBuild(libtorch()));
        fact("convolutions", DoctorCommand::convolutions);
        fact("visible GPUs", () -> "" + Compute.gpus());
        fact("device used", () -> Compute.of(device).words());
        fact("threads", () -> "" + Compute.of("cpu").threads());
        if (facts.getOrDefault("device used", "").startsWith(UNUSABLE)) {
            return; // nothing else can be said of it
        }
        Compute used = Compute.of(device);
        fact("precision", used::precision);
        fact("precision fast", () -> used.hasBfloat16() ? "bfloat16" : "not on this device");
        fact("rules", () -> rules(used, true));
        fact("rules not in use", () -> rules(used, false));
        Rules.all().forEach(rule -> fact("rule " + rule.name(), rule::effect));
        fact("recording", () -> recording(used));
    }

    /**
     * The processors in use, and those of the machine, since a quota or an affinity mask can leave
     * fewer.
     */
    private static String processors() {
        int seen = Runtime.getRuntime().availableProcessors();
        int there = new SystemInfo().getHardware().getProcessor().getLogicalProcessorCount();
        return seen == there
                ? "" + seen
                : "%s of the %s that the machine has (a quota, a mask or an option of Java); threads follow"
                        .formatted(seen, there);
    }

    /** The engine starts with the facts before, and refuses to where they would be wrong. */
    private static String convolutions() {
        return CacheSizes.mend()
                ? "right: this machine hides the sizes of its caches, so oneDNN was set to assume its"
                        + " usual ones, and a convolution was checked"
                : "as oneDNN computes them";
    }

    /** The names of those that are in use by default on a device, or of the others. */
    private static String rules(Compute used, boolean inUse) {
        List<String> names =
                Rules.all().stream()
                        .filter(
                                rule ->
                                        inUse
                                                == (used.rules().inUse().contains(rule)
                                                        && rule.isFor(used.device())))
                        .map(Rule::name)
                        .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String recording(Compute used) {
        return used.recordsSteps()
                ? "a training step is recorded once, and the GPU replays it"
                : used.device().isGpu()
                        ? "none: each operation of each step is launched"
                        : "on a GPU only";
    }

    private void surroundings() {
        fact("class path", Surroundings::classPath);
        fact("Java kernel", () -> Surroundings.kernel(ResultFolders.home()));
        fact(
                "installed kernels",
                () ->
                        Surroundings.installed(
                                InstalledKernels.ofThisUser(),
                                ResultFolders.home().toAbsolutePath().normalize()));
        fact("jupyter", () -> Surroundings.jupyter(ResultFolders.home().toAbsolutePath()));
    }

    /** Reports the data set without downloading anything. */
    private void data() {
        var fashion = new FashionMnist();
        fact(
                "data",
                () -> {
                    facts.putAll(fashion.inspect(data));
                    var folder = fashion.find(data);
                    if (folder.isEmpty()) {
                        return "no Fashion-MNIST on this machine; training will download it, or draw a stand-in";
                    }
                    Dataset found = fashion.read(folder.get());
                    facts.put("data SHA-256", found.sha256());
                    return "%s in %s, every byte verified".formatted(found.name(), found.origin());
                });
    }

    private void fact(String name, Callable<String> fact) {
        facts.put(name, ""); // what it finds beside itself comes after it
        try {
            facts.put(name, fact.call());
        } catch (Exception | LinkageError e) {
            facts.put(name, UNUSABLE + Main.reason(e));
        }
    }

    /** Reports libtorch after the engine has loaded; asked earlier, DJL might download one. */
    private static String libtorch() {
        Compute.gpus(); // and the engine is there
        return Libtorch.getLibtorchPath();
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
    }
}
