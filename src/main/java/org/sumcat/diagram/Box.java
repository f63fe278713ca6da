package org.sumcat.diagram;

/**
 * A part of the drawing around a wire that enters on its left side and leaves on its right, at the
 * same height. Boxes lie in boxes, as the parts of a network do; all sizes are in pixels.
 */
sealed interface Box permits BridgeBox, CardBox, DenseBox, LanesBox, RepeatBox, StrandBox {
    double width();

    /** The height above the wire. */
    double above();

    /** The height below the wire. */
    double below();

    /** Draws the box with the left end of its wire at that place. */
    void draw(DiagramCanvas ink, double x, double y);
}
