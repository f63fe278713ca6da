package org.sumcat.data;

/** The material of garments: a shade, a pattern, and folds in the light. */
final class Fabric {
    private Fabric() {}

    /** A textile, often with a pattern. */
    static Canvas.Cloth textile(Dice dice) {
        return cloth(dice, dice.chance(0.45) ? pattern(dice) : (x, y) -> 0);
    }

    /** Leather for shoes and bags, seldom with a pattern. */
    static Canvas.Cloth leather(Dice dice) {
        return cloth(dice, dice.chance(0.2) ? speckles(dice) : (x, y) -> 0);
    }

    private static Canvas.Cloth cloth(Dice dice, Canvas.Cloth pattern) {
        double shade = dice.chance(0.3) ? dice.between(0.25, 0.55) : dice.between(0.5, 1);
        double other =
                shade > 0.5 ? shade - dice.between(0.12, 0.5) : shade + dice.between(0.15, 0.45);
        var folds = folds(dice);
        return (x, y) -> {
            double share = pattern.at(x, y);
            return folds.at(x, y) * ((1 - share) * shade + share * other);
        };
    }

    /** The share of a second shade at a pixel, from 0 to 1. */
    private static Canvas.Cloth pattern(Dice dice) {
        double kind = dice.between(0, 1);
        int period = (int) dice.between(2, 7);
        int width = 1 + period / 3;
        if (kind < 0.25) {
            return (x, y) -> y % period < width ? 1 : 0; // stripes across
        }
        if (kind < 0.37) {
            return (x, y) -> x % period < width ? 1 : 0; // stripes down
        }
        if (kind < 0.55) {
            return (x, y) -> (x % period < width ? 0.5 : 0) + (y % period < width ? 0.5 : 0);
        }
        if (kind < 0.67) {
            int border = (int) dice.between(8, 20);
            return (x, y) -> y < border ? 0 : 1; // two pieces
        }
        return speckles(dice);
    }

    /** Flowers, camouflage, knit: random spots, one or two pixels wide. */
    private static Canvas.Cloth speckles(Dice dice) {
        int grid = dice.chance(0.5) ? 1 : 2;
        double density = dice.between(0.2, 0.6);
        var spots = new double[32 * 32];
        for (int i = 0; i < spots.length; i++) {
            spots[i] = dice.chance(density) ? dice.between(0.2, 1) : 0;
        }
        return (x, y) -> spots[y / grid * 32 + x / grid];
    }

    /** Light from one side, and two soft folds that run down. */
    private static Canvas.Cloth folds(Dice dice) {
        double side = dice.between(-0.012, 0.012);
        double depth = dice.between(0, 0.18);
        double left = dice.between(5, 13);
        double right = dice.between(15, 23);
        return (x, y) -> 1 + side * (x - 14) - depth * (bump(x - left) + bump(x - right));
    }

    private static double bump(double distance) {
        return 1 / (1 + distance * distance);
    }
}
