package org.sumcat.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sumcat.device.Compute;
import org.sumcat.device.Versions;
import org.sumcat.engine.Rules;
import org.sumcat.render.Format;
import org.sumcat.train.Run;

/**
 * The origin of numbers: data, device, recipe, seeds, versions.
 *
 * @param facts in the order in which a page shows them
 * @param drawn whether anything was learned from, or tested on, the drawn set
 */
public record Provenance(List<Fact> facts, boolean drawn) {

    /** A term and its value, as text and as something to copy; either may be empty. */
    public record Fact(String term, String words, String code) {}

    public Provenance {
        facts = List.copyOf(facts);
    }

    /**
     * Provenance of trained networks: facts common to all runs once, differences in full.
     *
     * @param runs at least one
     */
    public static Provenance of(List<Run> runs) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Data", all(runs, Provenance::data), ""));
        facts.add(new Fact("SHA-256 of the data", "", all(runs, Run::datasetSha256)));
        facts.add(new Fact("Recipe", all(runs, Provenance::recipe), ""));
        facts.add(new Fact("Input", all(runs, run -> run.network().input()), ""));
        facts.add(
                new Fact(
                        "Seeds",
                        Format.list(
                                        runs.stream()
                                                .map(Run::seed)
                                                .distinct()
                                                .sorted()
                                                .map(String::valueOf)
                                                .toList())
                                + "; a seed determines the initial weights, the images used and their order",
                        ""));
        facts.add(new Fact("Device", all(runs, Run::device), ""));
        facts.add(new Fact("Threads", all(runs, run -> String.valueOf(run.threads())), ""));
        facts.add(new Fact("Arithmetic", all(runs, Run::precision), ""));
        if (runs.stream().anyMatch(run -> !Rules.rounding(run.rules()).equals("default"))) {
            facts.add(
                    new Fact(
                            "Rules of the engine",
                            all(runs, run -> Rules.rounding(run.rules())),
                            ""));
        }
        facts.add(new Fact("Versions", all(runs, run -> versions(run.versions())), ""));
        facts.add(new Fact("Commit", "", all(runs, Run::commit)));
        return new Provenance(facts, runs.stream().anyMatch(r -> r.dataset().startsWith("drawn")));
    }

    /** Provenance of counted numbers: no data, no weights, no device. */
    public static Provenance counted() {
        return new Provenance(
                List.of(
                        new Fact("Data", "none: counted from the layers, without weights", ""),
                        new Fact("Versions", versions(Versions.ofCode()), ""),
                        new Fact("Commit", "", Versions.commit())),
                false);
    }

    /** Provenance of measurements on a device without any data. */
    public static Provenance measuredOn(Compute compute) {
        return new Provenance(
                List.of(
                        new Fact("Device", compute.words(), ""),
                        new Fact("Threads", String.valueOf(compute.threads()), ""),
                        new Fact("Arithmetic", compute.precision(), ""),
                        new Fact("Versions", versions(Versions.all()), ""),
                        new Fact("Commit", "", Versions.commit())),
                false);
    }

    /** Returns a copy with one more fact in front, specific to this measurement. */
    public Provenance with(String term, String words) {
        return new Provenance(
                Stream.concat(Stream.of(new Fact(term, words, "")), facts.stream()).toList(),
                drawn);
    }

    private static String data(Run run) {
        return "%s: %s training images used, %s test images"
                .formatted(
                        run.dataset(),
                        Format.count(run.trainImages()),
                        Format.count(run.testImages()));
    }

    private static String recipe(Run run) {
        return run.recipe().name() + ": " + RecipeFormat.of(run.recipe(), run.trainImages());
    }

    /** One value where all runs agree, otherwise all values. */
    private static String all(List<Run> runs, Function<Run, String> value) {
        return runs.stream().map(value).distinct().collect(Collectors.joining("; "));
    }

    private static String versions(Map<String, String> versions) {
        return versions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(v -> v.getKey() + " " + v.getValue())
                .collect(Collectors.joining(", "));
    }
}
