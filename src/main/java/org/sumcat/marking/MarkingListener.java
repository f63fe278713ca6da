package org.sumcat.marking;

import org.jspecify.annotations.Nullable;

/** A listener for the progress of marking. */
public interface MarkingListener {
    /** Called before an answer, or its check, runs; null for the lesson. */
    void begins(@Nullable String exercise, boolean check);

    void marked(Mark mark);
}
