package org.sumcat.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.sumcat.train.Recipe;

/** Numbers and recipes in words, the same in every language setting. */
final class Words {
    private Words() {}

    /** Rounded as by hand: half goes up, and 0.1 + 0.2 is 0.3. */
    static String fixed(double value, int decimals) {
        return new BigDecimal(value)
                .setScale(9, RoundingMode.HALF_UP)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** {@code 88.10} for a share of 0.881. */
    static String percent(double share) {
        return fixed(100 * share, 2);
    }

    /** {@code +0.70} */
    static String signed(double points) {
        var text = fixed(points, 2);
        return text.startsWith("-") ? text : "+" + text;
    }

    /** A probability after "p": {@code = 0.0625}, or {@code < 0.0001}. */
    static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : "= " + fixed(value, 4);
    }

    /** Whole numbers, rising, neighbours as a range: {@code 2 to 4, 7}. */
    static String ranges(List<Integer> numbers) {
        var parts = new ArrayList<String>();
        for (int from = 0; from < numbers.size(); ) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            var end = to == from ? "" : (to == from + 1 ? ", " : " to ") + numbers.get(to);
            parts.add(numbers.get(from) + end);
            from = to + 1;
        }
        return String.join(", ", parts);
    }

    /** {@code 272,474} */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 40.8 M} */
    static String large(long value) {
        return value < 1_000_000
                ? count(value)
                : value < 1_000_000_000
                        ? fixed(value / 1e6, 1) + " M"
                        : fixed(value / 1e9, 2) + " G";
    }

    /** {@code 0.0005}, never {@code 5.0E-4}. */
    static String plain(float value) {
        return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    static String seeds(List<Long> seeds) {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + list(seeds.stream().map(String::valueOf).toList());
    }

    /** {@code 1 seed}, {@code 3 seeds}. */
    static String many(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** A recipe for people; {@code images} are those in use. */
    static String recipe(Recipe recipe, int images) {
        var steps = new ArrayList<String>();
        steps.add(
                "%s over %s images of %s in batches of %s"
                        .formatted(
                                many(recipe.epochs(), "epoch"),
                                count(images),
                                size(recipe.side()),
                                count(recipe.batch())));
        steps.add(optimizer(recipe) + momentum(recipe));
        steps.add(rate(recipe));
        if (recipe.clip() > 0) {
            steps.add("gradients clipped at norm " + plain(recipe.clip()));
        }
        if (recipe.smoothing() > 0) {
            steps.add("label smoothing " + plain(recipe.smoothing()));
        }
        steps.add(recipe.start() == Recipe.Start.HE ? "He start" : "Xavier start");
        if (recipe.flip()) {
            steps.add("every other image, by chance, mirrored left to right");
        }
        if (recipe.shift() > 0) {
            steps.add(
                    "each image moved by up to %s, by chance"
                            .formatted(many(recipe.shift(), "pixel")));
        }
        if (recipe.validation() > 0) {
            steps.add(count(recipe.validation()) + " other training images held out to watch");
        }
        steps.add(
                recipe.testing() == Recipe.Testing.LAST_EPOCH
                        ? "the test set touched once, after the last epoch"
                        : "the test set read after every epoch, nothing chosen by it");
        return String.join("; ", steps);
    }

    private static String size(int side) {
        return side == 0
                ? "the size that each network was drawn for"
                : "%s x %s pixels".formatted(side, side);
    }

    private static String optimizer(Recipe recipe) {
        return switch (recipe.optimizer()) {
            case SGD -> "SGD";
            case RMSPROP -> "RMSProp";
        };
    }

    private static String momentum(Recipe recipe) {
        var parts = new StringJoiner(" and ", " with ", "").setEmptyValue("");
        if (recipe.momentum() > 0) {
            parts.add(
                    (recipe.nesterov() ? "Nesterov momentum " : "momentum ")
                            + plain(recipe.momentum()));
        }
        if (recipe.weightDecay() > 0) {
            parts.add("weight decay " + plain(recipe.weightDecay()));
        }
        return parts.toString();
    }

    private static String rate(Recipe recipe) {
        var rate = plain(recipe.rate());
        return switch (recipe.schedule()) {
            case CONSTANT -> "rate " + rate + " throughout";
            case STEPS ->
                    "rate "
                            + rate
                            + ", a tenth of it after half of the run, a hundredth"
                            + " after three quarters";
            case EXPONENTIAL -> "rate " + rate + ", times 0.94 after every fiftieth of the run";
            case ONE_CYCLE -> "one-cycle rate, up to " + rate + " and down to nearly nothing";
        };
    }
}
