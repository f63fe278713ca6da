package org.sumcat.marking;

/** Thrown when nothing more can run here. */
public final class MarkingStoppedException extends Exception {
    private static final long serialVersionUID = 1;

    MarkingStoppedException(String why) {
        super(why);
    }
}
