package org.sumcat.marking;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The marking result of one exercise.
 *
 * @param notebook such as {@code 05-densenet}
 * @param exercise such as {@code 05-1}
 * @param points that were reached
 * @param of that there were
 * @param said by the check, or why there is nothing
 */
public record Mark(String notebook, String exercise, int points, int of, String said) {
    public Mark {
        if (points < 0 || points > of) {
            throw new IllegalArgumentException(
                    "points must be from 0 to %s, but were %s".formatted(of, points));
        }
    }

    /** Returns whether all points were reached. */
    @JsonIgnore // it follows from the others
    public boolean isFull() {
        return points == of;
    }
}
