package org.sumcat.diagram;

/**
 * Something with room around a wire that comes in on its left side and leaves on its right, at the
 * same height. Boxes lie in boxes, as the parts of a network do; all sizes are in pixels.
 */
sealed interface Box permits BridgeBox, CardBox, DenseBox, LanesBox, RepeatBox, StrandBox {
    double width();

    /** Room above the wire. */
    double above();

    /** Room below the wire. */
    double below();

    /** Draws the box with its left end and the height of the wire at that place. */
    void draw(DiagramCanvas ink, double x, double y);
}
