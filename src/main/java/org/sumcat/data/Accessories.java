package org.sumcat.data;

import static org.sumcat.data.Outlines.at;
import static org.sumcat.data.Outlines.box;
import static org.sumcat.data.Outlines.pair;
import static org.sumcat.data.Outlines.polygon;
import static org.sumcat.data.Outlines.ring;
import static org.sumcat.data.Outlines.smooth;
import static org.sumcat.data.Outlines.strap;
import static org.sumcat.data.Outlines.symmetric;

/** Draws shoes, from the side with the toe to the left, and bags. */
final class Accessories {
    private final Outlines pen;
    private final Dice dice;

    Accessories(Canvas canvas, Dice dice) {
        this.pen = new Outlines(canvas, Fabric.leather(dice));
        this.dice = dice;
    }

    /** A sole, flat or on a heel, and a few straps with nothing between them. */
    void sandal() {
        double heel = dice.chance(0.4) ? dice.between(3, 10) : dice.between(0, 2);
        double ground = 19 + heel / 2 + dice.between(-1, 1);
        double back = ground - heel; // where the foot stands at the heel
        double thick = dice.between(1.4, 2.8);
        double front = ground - thick;
        pen.fill(
                smooth(
                        at(0.5, front),
                        at(10, front),
                        at(19, back - thick),
                        at(27, back - thick),
                        at(27, back),
                        at(19, back + 0.3),
                        at(10, ground),
                        at(0.5, ground)));
        if (heel > 2) {
            double width = dice.chance(0.4) ? dice.between(5, 16) : dice.between(1.2, 3);
            pen.shade(
                    dice.between(0.7, 1),
                    polygon(
                            at(26.7, back - 1),
                            at(26, ground),
                            at(26 - width * 0.7, ground),
                            at(26.7 - width, back - 0.8)));
        }
        straps(front, back - thick);
    }

    private void straps(double front, double back) {
        double height = dice.between(3, 6.5);
        double width = dice.between(1, 2.4);
        double top = dice.between(8, 11);
        double toe = dice.between(2, 6);
        pen.fill(strap(toe, front + 0.5, top, front - height, width));
        pen.fill(strap(top, front - height, dice.between(13, 18), back + 0.5, width));
        if (dice.chance(0.6)) {
            pen.fill(strap(toe + dice.between(3, 6), front + 0.5, top + 5, back - height, width));
        }
        if (dice.chance(0.7)) {
            double ankle = back - dice.between(4, 8);
            double heel = dice.between(23.5, 26);
            pen.fill(strap(26, back + 0.5, heel, ankle, width));
            pen.fill(
                    strap(
                            top + dice.between(2, 6),
                            ankle + dice.between(-1, 3),
                            heel,
                            ankle,
                            width));
        }
    }

    void sneaker() {
        double high = dice.chance(0.15) ? dice.between(11, 14) : dice.between(7.5, 10);
        double ground = 14 + high / 2 + dice.between(1, 3);
        double sole = dice.between(1.2, 2.6);
        shoe(ground, high, dice.between(3.5, 5), dice.between(12, 15));
        pen.plain(
                dice.between(0.3, 1),
                polygon(
                        at(0.8, ground - sole),
                        at(27, ground - sole - 0.5),
                        at(26.6, ground),
                        at(2, ground)));
        double lace = dice.between(0.3, 1.5);
        for (double x = 8; x < 12.5; x += 1.7) {
            pen.shade(lace, strap(x, ground - 5, x + 1.6, ground - 7, 0.7));
        }
        if (dice.chance(0.5)) {
            double x = dice.between(11, 17);
            double lean = dice.between(-3, 4);
            double top = ground - dice.between(4.5, 6.5);
            pen.plain(
                    dice.between(0, 1),
                    strap(x, ground - sole, x + lean, top, dice.between(0.8, 2.5)));
        }
        if (dice.chance(0.4)) {
            pen.shade(dice.between(0.5, 1.3), box(22.5, ground - 6.5, 4, 6.5 - sole));
        }
    }

    void ankleBoot() {
        double high = dice.chance(0.15) ? dice.between(10, 13) : dice.between(14, 19);
        double heel = dice.chance(0.5) ? dice.between(1.5, 5) : 1;
        double ground = 14 + (high + heel) / 2 + dice.between(1, 2.5);
        double foot = ground - heel;
        shoe(foot, high, dice.between(3.5, 5.5), dice.between(11.5, 15));
        pen.shade(
                dice.between(0.4, 1),
                polygon(
                        at(1, foot - 0.8),
                        at(13, foot - 0.5),
                        at(26.6, foot - 0.8),
                        at(26, ground),
                        at(20.5, ground),
                        at(18.5, foot + 0.8),
                        at(12, foot + 1),
                        at(1.5, foot + 0.8)));
        double shaft = foot - high;
        if (dice.chance(0.4)) {
            double x = dice.between(16, 22);
            pen.shade(dice.between(0.4, 0.8), strap(x, shaft + 1, x, foot - 4, dice.between(1, 4)));
        }
        if (dice.chance(0.3)) {
            double y = dice.between(shaft + 2, foot - 4);
            pen.shade(dice.between(0.4, 1.3), strap(14, y, 26.4, y, dice.between(0.8, 2)));
        }
        if (dice.chance(0.35)) {
            for (double y = shaft + 1; y < foot - 5; y += 1.8) {
                pen.shade(1.4, box(12.5, y, 2.5, 0.8)); // laces
            }
        }
    }

    /**
     * The upper of a closed shoe: round over the toe, up the instep, open at the ankle.
     *
     * @param high from the ground to the ankle
     */
    private void shoe(double ground, double high, double toe, double instep) {
        double ankle = ground - high;
        double bend = Math.max(ankle + 1, ground - toe - 4);
        pen.fill(
                smooth(
                        at(0.5, ground - 0.5),
                        at(0.8, ground - toe + 0.3),
                        at(5, ground - toe - 0.3),
                        at(instep - 3, ground - toe - 2),
                        at(instep, bend),
                        at(instep + 0.8, ankle),
                        at(instep + 2, ankle - 0.4),
                        at(20, ankle + dice.between(0, 1.6)),
                        at(25.5, ankle - 0.6),
                        at(26.5, ankle),
                        at(26, ground - 5),
                        at(27.3, ground - 2),
                        at(27, ground),
                        at(14, ground),
                        at(1, ground)));
        pen.shade(
                dice.between(0.1, 0.7),
                strap(instep + 2.2, ankle + 0.7, 25.3, ankle + 0.5, dice.between(0.7, 1.3)));
    }

    void bag() {
        double half = dice.between(8, 12.5);
        double top = dice.between(5, 14);
        double bottom = dice.between(21, 26.5);
        double taper = dice.between(-2.5, 2);
        if (dice.chance(0.75)) {
            double width = half * dice.between(0.3, 0.85);
            pen.shade(
                    dice.between(0.6, 1.1),
                    ring(
                            14,
                            top + 1,
                            width,
                            Math.min(top + 0.5, dice.between(4, 13)),
                            dice.between(0.8, 1.8)));
        }
        pen.fill(
                symmetric(
                        at(half + Math.min(taper, 0), top),
                        at(half, (top + bottom) / 2),
                        at(half - Math.max(taper, 0), bottom)));
        if (dice.chance(0.5)) {
            pen.shade(
                    dice.between(0.5, 1.25),
                    symmetric(at(half - 1, top), at(half - 1.5, top + dice.between(2, 7))));
        }
        if (dice.chance(0.5)) {
            pen.plain(
                    dice.between(0, 1),
                    box(
                            13,
                            dice.between(top + 1, top + 6),
                            dice.between(1, 3),
                            dice.between(1, 3)));
        }
        if (dice.chance(0.3)) {
            pen.shade(
                    dice.between(0.4, 0.8),
                    pair(
                            at(half * 0.5, top),
                            at(half * 0.5 + 1, top),
                            at(half * 0.5 + 1, bottom),
                            at(half * 0.5, bottom)));
        }
    }
}
