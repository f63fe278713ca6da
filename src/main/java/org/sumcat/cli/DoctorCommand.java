package org.sumcat.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.DataException;
import org.sumcat.data.Dataset;
import org.sumcat.data.FashionMnist;
import org.sumcat.train.Compute;
import org.sumcat.train.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "Says what this machine has, and what will be used of it.")
final class DoctorCommand extends Common {
    @Option(names = "--data", paramLabel = "DIR", description = "Where Fashion-MNIST lies.")
    private @Nullable Path data;

    @Option(names = "--device", description = "auto, cpu or gpu; default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Override
    public void run() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("device asked for", device);
        facts.putAll(Machine.facts(Compute.of(device)));
        facts.putAll(dataFacts());
        if (json) {
            printJson(facts);
            return;
        }
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(1);
        facts.forEach((name, fact) -> print(("%-" + width + "s  %s").formatted(name, fact)));
    }

    /** Looks, but fetches nothing. */
    private Map<String, String> dataFacts() {
        var fashion = new FashionMnist();
        var folder = fashion.find(data);
        if (folder.isEmpty()) {
            return Map.of(
                    "data",
                    "no Fashion-MNIST on this machine; training will fetch it, or draw a stand-in");
        }
        try {
            Dataset found = fashion.read(folder.get());
            return Map.of(
                    "data", "%s in %s, every byte verified".formatted(found.name(), found.origin()),
                    "data SHA-256", found.sha256());
        } catch (DataException e) {
            return Map.of("data", "unusable: " + e.getMessage());
        }
    }
}
