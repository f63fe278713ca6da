package org.sumcat.measure;

import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.function.IntFunction;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.network.Scaling;

/**
 * The budget of a comparison: as many parameters, or MACs, as a reference network has.
 *
 * <p>{@code Budget.parameters(resnet).fit(densenet)} is that DenseNet with the growth that makes it
 * as large as the ResNet. Widths are whole numbers, so equal means within {@link #TOLERANCE}.
 *
 * @param cost what is counted
 * @param amount how much of it there is, at least 1
 * @param input the image it is counted for, {@code (C, H, W)}
 * @param classes how many classes the last layer tells apart, at least 2
 */
public record Budget(Cost cost, long amount, Shape input, int classes) {

    /** The relative deviation from the amount that still counts as equal. */
    public static final double TOLERANCE = 0.02;

    private static final int TEN = 10;

    public Budget {
        if (amount < 1) {
            throw new IllegalArgumentException(
                    "a budget must be at least 1 of %s, but was %s"
                            .formatted(cost.words(), amount));
        }
    }

    /** A budget of the parameters of a network, for its default input and ten classes. */
    public static Budget parameters(Network like) {
        return of(Cost.PARAMETERS, like, like.input(), TEN);
    }

    /** A budget of the MACs of a network, for one image of its default size and ten classes. */
    public static Budget macs(Network like) {
        return of(Cost.MACS, like, like.input(), TEN);
    }

    /** A budget of any cost of a network. */
    public static Budget of(Cost cost, Network like, Shape input, int classes) {
        return new Budget(cost, cost.of(NetworkSummary.of(like, input, classes)), input, classes);
    }

    /** A budget of the same amount for images of another size. */
    public Budget at(Shape other) {
        return new Budget(cost, amount, other, classes);
    }

    /** The relative deviation of a network from the amount, negative for less. */
    public double off(Network network) {
        return (double) (of(network) - amount) / amount;
    }

    /**
     * The network at the width, or growth rate, that meets the amount, see {@link
     * Network#scaling()}; one of fixed width only if it meets it already.
     *
     * @throws IllegalArgumentException if no width comes within {@link #TOLERANCE}, naming the
     *     nearest; or the widths are fixed, and it is further off
     */
    public Network fit(Network network) {
        if (network.scaling().isPresent()) {
            return fitting(nearest(network));
        }
        if (!fits(network)) {
            throw new IllegalArgumentException(
                    "%s must take %s, but takes %s, and no single key makes it smaller or larger;"
                                    .formatted(network.spec(), words(), grouped(of(network)))
                            + " name it first, so that others follow it, or use another");
        }
        return network;
    }

    /**
     * The network at the width, or growth rate, that comes nearest to the amount, however far off.
     *
     * @throws IllegalArgumentException if its widths are fixed
     */
    public Network nearest(Network network) {
        Scaling scaling =
                network.scaling()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a network must have a width or growth to be made smaller or larger, but %s has none; use another"
                                                        .formatted(network.spec())));
        return nearest(1, scaling.most(), scaling.network());
    }

    /**
     * The network nearest to the amount, among those that a single number distinguishes.
     *
     * @param least the smallest number to try
     * @param most the largest
     * @param form from the number to the network; a larger number never takes less
     * @throws IllegalArgumentException if none comes within {@link #TOLERANCE}, naming the nearest
     */
    public Network fit(int least, int most, IntFunction<? extends Network> form) {
        return fitting(nearest(least, most, form));
    }

    private Network nearest(int least, int most, IntFunction<? extends Network> form) {
        if (least > most) {
            throw new IllegalArgumentException(
                    "the least must not exceed the most, but was %s of %s".formatted(least, most));
        }
        int low = least;
        int high = most;
        while (low < high) { // to the first that takes the amount or more
            int middle = low + (high - low) / 2;
            if (of(form.apply(middle)) < amount) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Network above = form.apply(low);
        Network below = form.apply(Math.max(least, low - 1));
        return Math.abs(off(below)) < Math.abs(off(above)) ? below : above;
    }

    private Network fitting(Network nearest) {
        if (!fits(nearest)) {
            throw new IllegalArgumentException(
                    String.format(
                                    Locale.ROOT,
                                    "a network must take %s, but the nearest is %s with %s (%+.1f%%);",
                                    words(),
                                    nearest.spec(),
                                    grouped(of(nearest)),
                                    100 * off(nearest))
                            + " use another depth, or a wider network to compare it with");
        }
        return nearest;
    }

    private boolean fits(Network network) {
        return Math.abs(off(network)) <= TOLERANCE;
    }

    private long of(Network network) {
        return cost.of(NetworkSummary.of(network, input, classes));
    }

    private String words() {
        return String.format(
                Locale.ROOT, "%s %s within %.0f%%", grouped(amount), cost.words(), 100 * TOLERANCE);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
