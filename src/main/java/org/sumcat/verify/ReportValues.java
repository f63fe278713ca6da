package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sumcat.report.SavedReport;

/** Checks of the values in a {@code report.json} against those that its runs give. */
final class ReportValues {
    private static final Set<String> ELSEWHERE = Set.of("/files", "/form", "/runs", "/sha256");
    private static final int TOLD = 10; // values that differ, before "and so on"

    private ReportValues() {}

    /** Checks every value of the report against its own runs. */
    static List<CheckResult> checks(JsonNode report, JsonNode again, ReportForm form) {
        var differing = new TreeMap<String, String>();
        compare("", report, again, differing);
        if (differing.isEmpty()) {
            return List.of(
                    CheckResult.holds(SavedReport.FILE, "every value is what its runs give"));
        }
        var checks = new ArrayList<CheckResult>();
        differing.forEach(
                (place, words) -> {
                    boolean worded = form.another() && isWording(place, report, again);
                    String found = worded ? words + "; " + form.words() : words;
                    checks.add(
                            worded
                                    ? CheckResult.open(SavedReport.FILE + place, found)
                                    : CheckResult.fails(SavedReport.FILE + place, found));
                });
        checks.sort(Comparator.comparing(check -> check.result() == CheckResult.CheckStatus.OPEN));
        if (checks.size() > TOLD) {
            var more = List.copyOf(checks.subList(TOLD, checks.size()));
            checks.subList(TOLD, checks.size()).clear();
            String found = "%s more values differ".formatted(more.size());
            checks.add(
                    more.stream().allMatch(check -> check.result() == CheckResult.CheckStatus.OPEN)
                            ? CheckResult.open(SavedReport.FILE, found)
                            : CheckResult.fails(SavedReport.FILE, found));
        }
        return checks;
    }

    /** Returns whether two values differ in wording only, or one is missing: never in a number. */
    private static boolean isWording(String place, JsonNode report, JsonNode again) {
        JsonNode there = report.at(place);
        JsonNode here = again.at(place);
        return there.isMissingNode()
                || here.isMissingNode()
                || (there.isTextual() && here.isTextual());
    }

    /** Collects differing values, with their place. */
    static void compare(
            String place, JsonNode there, JsonNode again, Map<String, String> differing) {
        if (ELSEWHERE.contains(place)) {
            return; // looked at by themselves
        }
        if (there.isObject() && again.isObject()) {
            var names = new TreeMap<String, Boolean>();
            there.fieldNames().forEachRemaining(name -> names.put(name, true));
            again.fieldNames().forEachRemaining(name -> names.put(name, true));
            for (String name : names.keySet()) {
                compare(place + "/" + name, there.path(name), again.path(name), differing);
            }
        } else if (there.isArray() && again.isArray() && there.size() == again.size()) {
            for (int i = 0; i < there.size(); i++) {
                compare(place + "/" + i, there.get(i), again.get(i), differing);
            }
        } else if (!there.equals(again)) {
            differing.put(
                    place,
                    " is %s, but its runs give %s".formatted(words(there), words(again)).strip());
        }
    }

    private static String words(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
