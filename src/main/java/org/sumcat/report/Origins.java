package org.sumcat.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sumcat.compare.Comparison;
import org.sumcat.compare.ModelResult;
import org.sumcat.compare.Ranking;
import org.sumcat.render.Format;
import org.sumcat.train.Run;

/**
 * The origins of a report's numbers, in a form whose changes are easy to read: facts common to all
 * runs once, and for each run its own, a line for each fact.
 *
 * @param common fact to value, {@code recipe.batch} to 64
 * @param runs name of a run to its own facts
 * @param numbers label of a network to the weights, by seed, that its numbers were measured with
 */
record Origins(
        Map<String, String> common,
        Map<String, Map<String, String>> runs,
        Map<String, Map<String, String>> numbers) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The fields of a record that are results, or are reported elsewhere. */
    private static final List<String> NOT_ORIGINS =
            List.of("history", "confusion", "stages", "best", "resumedAfter");

    static Origins of(Comparison comparison) {
        var runs = new TreeMap<String, Map<String, String>>();
        for (Run run : comparison.runs()) {
            runs.put(name(run), facts(run));
        }
        var first = runs.values().iterator().next();
        var common = new TreeMap<String, String>();
        first.forEach(
                (fact, value) -> {
                    if (runs.values().stream().allMatch(r -> value.equals(r.get(fact)))) {
                        common.put(fact, value);
                    }
                });
        if (runs.size() > 1) {
            runs.values().forEach(facts -> facts.keySet().removeAll(common.keySet()));
        }
        return new Origins(common, runs, numbers(comparison));
    }

    private static Map<String, Map<String, String>> numbers(Comparison comparison) {
        var numbers = new TreeMap<String, Map<String, String>>();
        for (ModelResult entrant : comparison.entrants()) {
            numbers.put(
                    entrant.label(),
                    entrant.runs().stream()
                            .collect(
                                    Collectors.toMap(
                                            run -> "seed " + run.seed(),
                                            Run::weightsSha256,
                                            (a, b) -> a,
                                            TreeMap::new)));
        }
        return numbers;
    }

    /**
     * The ranks of each network by label: its own, and those that it cannot be distinguished from.
     */
    static Map<String, Map<String, Object>> ranks(Ranking ranking) {
        var ranks = new TreeMap<String, Map<String, Object>>();
        ranking.places()
                .forEach(
                        place ->
                                ranks.put(
                                        place.summary().label(),
                                        new TreeMap<>(
                                                Map.of(
                                                        "rank",
                                                        place.rank(),
                                                        "notDistinguishableFrom",
                                                        place.words()))));
        return ranks;
    }

    private static String name(Run run) {
        return String.format(
                Locale.ROOT,
                "%s, %s, seed %04d",
                run.network().spec(),
                run.recipe().name(),
                run.seed());
    }

    private static Map<String, String> facts(Run run) {
        var facts = new TreeMap<String, String>();
        JsonNode record = JSON.valueToTree(run);
        record.properties()
                .forEach(
                        field -> {
                            if (!NOT_ORIGINS.contains(field.getKey())) {
                                flatten(field.getKey(), field.getValue(), facts);
                            }
                        });
        var best = run.best();
        if (best != null) {
            facts.put("best.weightsSha256", best.weightsSha256());
        }
        if (!run.resumedAfter().isEmpty()) {
            facts.put("resumedAfter", Format.ranges(run.resumedAfter()));
        }
        return facts;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> facts) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            field -> flatten(name + "." + field.getKey(), field.getValue(), facts));
        } else if (!value.isNull()) {
            facts.put(
                    name,
                    value.isFloatingPointNumber()
                            ? Format.plain(value.floatValue())
                            : value.asText());
        }
    }
}
