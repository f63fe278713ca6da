package org.sumcat.ipynb;

import java.util.stream.Collectors;

/** The students' version of a notebook: gaps for solutions, no hidden tests, and no outputs. */
public final class StudentVersion {
    private StudentVersion() {}

    /**
     * Makes the students' version of a teacher's notebook.
     *
     * @param name of the notebook, for messages
     * @param jar what the first cell finds the library by, as seen from where the notebook will lie
     * @throws IllegalArgumentException as {@link Exercise#of}
     */
    public static NotebookFile of(NotebookFile teachers, String name, String jar) {
        NotebookFile copy = NotebookFile.of(teachers.text(), name);
        var exercises =
                Exercise.of(copy, name).stream()
                        .collect(Collectors.toMap(Exercise::answerId, exercise -> exercise));
        for (NotebookCell cell : copy.cells()) {
            Exercise exercise = exercises.get(Exercise.gradeId(cell));
            if (exercise != null) {
                String check = exercise.shownCheck();
                cell.setSource(exercise.gap());
                exercise.check().setSource(check);
            }
            cell.clear();
            if (cell.isCode() && cell.source().startsWith("%jars")) {
                cell.setSource("%jars " + jar);
            }
        }
        return copy;
    }
}
