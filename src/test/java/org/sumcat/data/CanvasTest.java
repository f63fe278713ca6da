package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.AffineTransform;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Expected values are areas, worked out by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CanvasTest {
    private final Canvas canvas = new Canvas(4, new AffineTransform());

    @Test
    void A_pixel_is_as_light_as_the_share_of_it_that_a_shape_covers() {
        canvas.fill(Outlines.box(0.5, 1, 2, 1.5), (x, y) -> 1);
        assertLight(
                0, 0, 0, 0, //
                0.5, 1, 0.5, 0, //
                0.25, 0.5, 0.25, 0, //
                0, 0, 0, 0);
    }

    @Test
    void What_is_drawn_later_covers_what_was_there() {
        canvas.fill(Outlines.box(0, 0, 4, 1), (x, y) -> 0.8);
        canvas.fill(Outlines.box(1, 0, 1.5, 1), (x, y) -> 0.2);
        assertLight(0.8, 0.2, 0.5, 0.8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void A_ring_has_a_hole() {
        canvas.fill(Outlines.ring(2, 2, 2, 2, 0.9), (x, y) -> 1);
        assertThat(canvas.light(5)).isLessThan(0.3);
        assertThat(canvas.light(1)).isGreaterThan(0.5);
    }

    @Test
    void What_lies_outside_the_picture_is_left_out() {
        canvas.fill(Outlines.box(-3, -3, 4, 4), (x, y) -> 1);
        assertLight(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void A_circle_covers_its_area() {
        canvas.fill(Outlines.ellipse(2, 2, 1.5, 1.5), (x, y) -> 1);
        double sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += canvas.light(i);
        }
        assertThat(sum).isCloseTo(Math.PI * 1.5 * 1.5, within(0.3));
    }

    private void assertLight(double... expected) {
        for (int i = 0; i < 16; i++) {
            assertThat(canvas.light(i)).as("pixel %d", i).isCloseTo(expected[i], within(1e-9));
        }
    }
}
