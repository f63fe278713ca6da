package org.sumcat.data;

import static org.sumcat.data.Outlines.at;
import static org.sumcat.data.Outlines.box;
import static org.sumcat.data.Outlines.ellipse;
import static org.sumcat.data.Outlines.pair;
import static org.sumcat.data.Outlines.strap;
import static org.sumcat.data.Outlines.symmetric;

/**
 * Draws garments worn on the body, hanging, as the original shows them. T-shirts, pullovers, coats
 * and shirts share one cut, and their details overlap: they are what classifiers confuse there,
 * too.
 */
final class Garments {
    private final Outlines pen;
    private final Dice dice;

    Garments(Canvas canvas, Dice dice) {
        this.pen = new Outlines(canvas, Fabric.textile(dice));
        this.dice = dice;
    }

    void tShirt() {
        double sleeves = dice.between(8.5, 12);
        if (dice.chance(0.14)) {
            sleeves = dice.chance(0.5) ? 0 : dice.between(14, 24);
        }
        top(sleeves, dice.between(0.7, 1.6));
        neck(dice.between(2.2, 3.8), dice.between(1.2, 3.6));
        if (dice.chance(0.4)) {
            print();
        }
    }

    void pullover() {
        double hem = top(dice.chance(0.05) ? dice.between(10, 16) : dice.between(20, 25), 0.9);
        neck(dice.between(2, 3.6), dice.between(0.8, 2.8));
        if (dice.chance(0.6)) {
            pen.shade(dice.between(0.6, 1.15), symmetric(at(hem, 24), at(hem, 26.2)));
        }
        if (dice.chance(0.25)) {
            hood();
        }
        if (dice.chance(0.2)) {
            print();
        }
    }

    void coat() {
        top(dice.between(20, 25.5), dice.between(0.6, 2));
        neck(dice.between(1.8, 3), dice.between(1, 5));
        if (dice.chance(0.9)) {
            pen.shade(dice.between(0.1, 0.8), strap(14, 3, 14, 26.5, dice.between(0.5, 1.4)));
        }
        if (dice.chance(0.25)) {
            hood();
        } else if (dice.chance(0.7)) {
            collar();
        }
        if (dice.chance(0.4)) {
            double y = dice.between(15, 19);
            pen.shade(
                    dice.between(0.5, 0.85),
                    pair(at(2.3, y + 1.2), at(5, y), at(5, y + 1), at(2.3, y + 2.2)));
        }
    }

    void shirt() {
        double sleeves = dice.chance(0.35) ? dice.between(8.5, 13) : dice.between(14, 25);
        top(dice.chance(0.06) ? 0 : sleeves, dice.between(0.4, 1.8));
        neck(dice.between(1.8, 3.4), dice.between(1, 5));
        if (dice.chance(0.65)) {
            collar();
        }
        if (dice.chance(0.65)) {
            buttons();
        }
    }

    void dress() {
        double shoulder = dice.between(2.6, 5);
        double chest = shoulder + dice.between(0, 0.6);
        double waist = chest * dice.between(0.65, 1);
        double hem = waist + dice.between(0.6, 5);
        double level = dice.between(9, 14);
        if (dice.chance(0.5)) {
            sleeves(shoulder, chest, dice.chance(0.5) ? dice.between(6, 10) : dice.between(13, 20));
        }
        pen.fill(
                symmetric(
                        at(1.6, 1.2),
                        at(shoulder, 2),
                        at(chest, 8),
                        at(waist, level),
                        at(hem, 23),
                        at(hem + 0.3, 27)));
        neck(shoulder * dice.between(0.45, 0.75), dice.between(1, 4.5));
        if (dice.chance(0.35)) {
            pen.shade(dice.between(0.4, 0.8), symmetric(at(waist, level), at(waist, level + 1.3)));
        }
    }

    void trouser() {
        double waist = dice.between(3.2, 4.8);
        double hips = waist + dice.between(0.3, 1.3);
        double outside = hips + dice.between(-1, 1.2);
        double cuff = dice.between(2, 3.6);
        double crotch = dice.between(8, 12);
        pen.fill(symmetric(at(waist, 1), at(hips, 7), at(hips, crotch), at(0, crotch)));
        double gap = dice.between(0.1, 0.5);
        pen.fill(
                pair(
                        at(gap, crotch - 0.3),
                        at(hips, crotch - 0.3),
                        at(outside, 27),
                        at(outside - cuff, 27)));
        if (dice.chance(0.5)) {
            pen.shade(dice.between(0.6, 1.2), symmetric(at(waist, 1), at(waist + 0.1, 2.4)));
        }
        if (dice.chance(0.3)) {
            pen.shade(
                    dice.between(0.5, 0.8), pair(at(1.8, 3), at(3, 3), at(3.6, 5.5), at(2.6, 5.5)));
        }
    }

    /**
     * Draws the body of a top.
     *
     * @param sleeves how far down they end, 0 for none
     * @param width how much looser than tight
     * @return half the width at the hem
     */
    private double top(double sleeves, double width) {
        double shoulder = dice.between(6.2, 7.6) + 0.6 * width;
        double chest = dice.between(5.3, 6.2) + width;
        double waist = chest + dice.between(-1, 0.3);
        double hem = waist + dice.between(-0.2, 1.3);
        double bottom = dice.between(24.5, 27);
        if (sleeves > 0) {
            sleeves(shoulder, chest, sleeves);
        }
        pen.fill(
                symmetric(
                        at(2, 1.4),
                        at(shoulder, 3.2),
                        at(chest, 9.5),
                        at(waist, 17),
                        at(hem, bottom)));
        return hem;
    }

    /**
     * Draws sleeves: short ones stick out, long ones hang beside the body with a dark slit between.
     */
    private void sleeves(double shoulder, double chest, double end) {
        double out = shoulder + dice.between(2.2, 3.8);
        double cuff = end < 14 ? dice.between(2.4, 3.6) : dice.between(2.2, 3);
        double slit = dice.between(0.3, 0.8);
        double rise = end < 14 ? dice.between(0.8, 2) : 0.5;
        double elbow = (3 + end) / 2;
        pen.shade(
                dice.between(0.85, 1.05),
                pair(
                        at(shoulder - 1.5, 2.6),
                        at(shoulder + 0.5, 3.6),
                        at(out - 0.6, elbow),
                        at(out, end),
                        at(Math.max(out - cuff, chest + slit), end + rise),
                        at(chest + slit / 2, 9.5),
                        at(chest - 1, 8)));
    }

    /** Draws a neckline, round or pointed; through a deep one the back shows. */
    private void neck(double width, double depth) {
        double inside = dice.chance(0.5) ? 0 : dice.between(0.2, 0.6);
        var shape =
                dice.chance(0.35)
                        ? symmetric(at(width, 1), at(0, 1.5 + 1.5 * depth))
                        : ellipse(14, 1.4, width, depth);
        pen.shade(inside, shape);
        pen.plain(0, ellipse(14, 0.6, width, 0.9));
    }

    private void hood() {
        double width = dice.between(3, 4.4);
        pen.shade(
                dice.between(0.7, 1),
                symmetric(at(width - 1, 0.5), at(width, 3), at(width - 0.8, 5), at(0, 6)));
        pen.shade(dice.between(0.2, 0.6), ellipse(14, 2.2, width - 1.8, 1.5));
    }

    private void collar() {
        double length = dice.between(3, 6);
        pen.shade(
                dice.between(0.7, 1.3),
                pair(
                        at(dice.between(1.6, 3), 1),
                        at(3.8, 2.2),
                        at(2.6, length),
                        at(0.3, length - 1)));
    }

    private void buttons() {
        pen.shade(dice.between(0.75, 1.15), box(13.4, 4, 1.2, 22));
        double tone = dice.between(0.3, 1.5);
        double step = dice.between(2.5, 4);
        for (double y = 6; y < 24; y += step) {
            pen.shade(tone, box(13.5, y, 1, 1));
        }
    }

    /** Draws a print: letters or a picture, too small to read. */
    private void print() {
        double width = dice.between(2, 8);
        double top = dice.between(7, 11);
        double bottom = top + dice.between(1, 6);
        for (double x = 14 - width / 2; x < 14 + width / 2; x++) {
            pen.plain(dice.between(0, 1), box(x, top, 1, bottom - top));
        }
    }
}
