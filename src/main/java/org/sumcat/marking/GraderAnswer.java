package org.sumcat.marking;

import org.jspecify.annotations.Nullable;

/**
 * One message of the grader process, a line of JSON on its standard output.
 *
 * @param begins the exercise whose answer or check begins
 * @param mark what became of one
 * @param stopped why it could not go on
 * @param fault why no answer could be run at all: nobody's but the machine's
 * @param done whether all of the work is marked
 */
record GraderAnswer(
        @Nullable String begins,
        boolean check,
        @Nullable Mark mark,
        @Nullable String stopped,
        @Nullable String fault,
        boolean done) {
    static GraderAnswer begins(@Nullable String exercise, boolean check) {
        return new GraderAnswer(exercise, check, null, null, null, false);
    }

    static GraderAnswer marked(Mark mark) {
        return new GraderAnswer(null, false, mark, null, null, false);
    }

    static GraderAnswer stopped(String why) {
        return new GraderAnswer(null, false, null, why, null, false);
    }

    static GraderAnswer fault(String why) {
        return new GraderAnswer(null, false, null, null, why, false);
    }

    /** The message that all work is marked. */
    static GraderAnswer all() {
        return new GraderAnswer(null, false, null, null, null, true);
    }
}
