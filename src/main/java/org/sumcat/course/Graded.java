package org.sumcat.course;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.marking.Mark;

/**
 * The grading result of one student.
 *
 * @param student the name of the folder
 * @param workSha256 of all that was handed in, of the teacher's notebooks and of what it was graded
 *     with, so that a change of any is noticed
 * @param ran how answers ran, in words
 * @param marks one for each exercise, in the order of the course
 * @param remarks for the teacher: what was missing, broken or changed
 * @param unfinished whether something could not be graded, by no fault of the work: it is graded
 *     again by the next run
 */
public record Graded(
        String student,
        String workSha256,
        String ran,
        List<Mark> marks,
        List<String> remarks,
        boolean unfinished) {
    public Graded {
        marks = List.copyOf(marks);
        remarks = List.copyOf(remarks);
    }

    /** Copies this result with one more remark. */
    public Graded remarked(String remark) {
        var all = new ArrayList<>(remarks);
        all.add(remark);
        return new Graded(student, workSha256, ran, marks, all, unfinished);
    }

    /** The number of points reached. */
    public int points() {
        return marks.stream().mapToInt(Mark::points).sum();
    }

    /** The number of points available. */
    public int of() {
        return marks.stream().mapToInt(Mark::of).sum();
    }
}
