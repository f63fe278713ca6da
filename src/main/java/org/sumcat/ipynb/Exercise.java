package org.sumcat.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notebook exercise: a cell for the student's answer, and a cell that checks it. Both carry the
 * metadata of nbgrader, schema version 3, so that nbgrader can grade them too; here it is not
 * needed.
 *
 * @param id such as {@code 05-1}: the answer's {@code grade_id} is {@code ex-05-1}, the check's
 *     {@code check-05-1}
 * @param points for an answer that passes
 * @param answer the cell with the teacher's solution between {@code // BEGIN SOLUTION} and {@code
 *     // END SOLUTION}
 * @param check the cell that checks it; tests between {@code // BEGIN HIDDEN TESTS} and {@code //
 *     END HIDDEN TESTS} are not shown to students
 */
public record Exercise(String id, int points, NotebookCell answer, NotebookCell check) {
    static final Pattern SOLUTION =
            Pattern.compile("(?ms)^([ \t]*)// BEGIN SOLUTION\n.*?^[ \t]*// END SOLUTION[ \t]*$");
    static final Pattern HIDDEN =
            Pattern.compile("(?ms)^[ \t]*// BEGIN HIDDEN TESTS\n.*?^[ \t]*// END HIDDEN TESTS\\s*");

    private static final String ANSWER = "ex-";
    private static final String CHECK = "check-";

    /**
     * The exercises of a teacher's notebook, in order.
     *
     * @param name of the notebook, for messages
     * @throws IllegalArgumentException if nbgrader could not grade them: an answer without a check
     *     or a solution, a check without an answer or points, a name that is there twice
     */
    public static List<Exercise> of(NotebookFile notebook, String name) {
        Map<String, NotebookCell> cells = byGradeId(notebook, name);
        var exercises = new ArrayList<Exercise>();
        var used = new HashSet<String>();
        for (var entry : cells.entrySet()) {
            String gradeId = entry.getKey();
            if (gradeId.startsWith(ANSWER)) {
                String id = gradeId.substring(ANSWER.length());
                exercises.add(of(id, entry.getValue(), cells.get(CHECK + id), name));
                used.addAll(Set.of(gradeId, CHECK + id));
            }
        }
        cells.keySet().removeAll(used);
        cells.keySet().stream()
                .findFirst()
                .ifPresent(
                        id ->
                                refuse(
                                        name,
                                        "a check must have an answer, %s%s".formatted(ANSWER, "ID"),
                                        id + " has none"));
        return exercises;
    }

    private static Exercise of(
            String id, NotebookCell answer, @Nullable NotebookCell check, String name) {
        if (!SOLUTION.matcher(answer.source()).find()) {
            throw refuse(
                    name,
                    "an answer must have a solution between // BEGIN SOLUTION and // END SOLUTION",
                    ANSWER + id + " has none");
        }
        if (check == null) {
            throw refuse(name, "an answer must have a check", ANSWER + id + " has none");
        }
        int points = grading(check).path("points").asInt();
        if (points < 1 || !grading(check).path("grade").asBoolean()) {
            throw refuse(
                    name,
                    "a check must be graded with 1 point or more",
                    "%s%s has %s".formatted(CHECK, id, points));
        }
        if (!check.source().contains("Check.that")) {
            throw refuse(name, "a check must ask Check.that", CHECK + id + " does not");
        }
        return new Exercise(id, points, answer, check);
    }

    /** Cells with the metadata of nbgrader, by their {@code grade_id}. */
    private static Map<String, NotebookCell> byGradeId(NotebookFile notebook, String name) {
        var cells = new LinkedHashMap<String, NotebookCell>();
        for (NotebookCell cell : notebook.cells()) {
            String id = gradeId(cell);
            if (id.isEmpty()) {
                continue;
            }
            int version = grading(cell).path("schema_version").asInt();
            if (version != 3) {
                throw refuse(name, "nbgrader's schema_version must be 3", id + " has " + version);
            }
            if (cells.put(id, cell) != null) {
                throw refuse(name, "a grade_id must be unique", id + " is there twice");
            }
        }
        return cells;
    }

    /** The {@code grade_id} of a cell; empty where it has none. */
    public static String gradeId(NotebookCell cell) {
        return grading(cell).path("grade_id").asText();
    }

    private static JsonNode grading(NotebookCell cell) {
        return cell.json().path("metadata").path("nbgrader");
    }

    private static IllegalArgumentException refuse(String notebook, String rule, String found) {
        throw new IllegalArgumentException("%s: %s, but %s".formatted(notebook, rule, found));
    }

    /** The id of the answer cell. */
    public String answerId() {
        return ANSWER + id;
    }

    /** The id of the cell that checks the answer. */
    public String checkId() {
        return CHECK + id;
    }

    /** The students' version of the answer cell, with a gap that fails when it is run. */
    public String gap() {
        return SOLUTION.matcher(answer.source())
                .replaceAll(
                        "$1// Your answer goes here, in place of the next line.\n"
                                + "$1throw new UnsupportedOperationException(\"exercise "
                                + id
                                + " is not answered yet\");");
    }

    /** The students' version of the check cell, without hidden tests. */
    public String shownCheck() {
        return HIDDEN.matcher(check.source()).replaceAll("").stripTrailing();
    }

    /** The number of checks in the cell, hidden tests included. */
    int questions() {
        return check.source().split("Check\\.that", -1).length - 1;
    }
}
