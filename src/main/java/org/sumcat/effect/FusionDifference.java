package org.sumcat.effect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.network.Network;
import org.sumcat.statistics.Interval;
import org.sumcat.statistics.Pairs;
import org.sumcat.zoo.Skeleton;

/** The difference of two networks in test accuracy, seed by seed, in percentage points. */
record FusionDifference(Network first, Network second, Pairs points) {
    @Nullable Interval interval() {
        return points.differences().interval();
    }

    /** Tests whether a difference is seen: its 95% interval excludes 0. */
    boolean seen() {
        var interval = interval();
        return interval != null && !interval.contains(0);
    }

    String sentence() {
        var interval = interval();
        String one = words(first);
        String other = words(second);
        if (interval == null) {
            return "%s against %s: %s points with one seed, which says nothing about others"
                    .formatted(other, one, signed(points.mean()));
        }
        var range =
                "%s points (95%% interval %s to %s)"
                        .formatted(
                                signed(points.mean()),
                                signed(interval.low()),
                                signed(interval.high()));
        return seen()
                ? "%s differs from %s by %s".formatted(other, one, range)
                : "no difference seen between %s and %s: %s".formatted(other, one, range);
    }

    private static String words(Network network) {
        var skeleton = (Skeleton) network;
        return switch (skeleton.join()) {
            case SUM -> "the sum";
            case CONCAT -> "the concatenation of width " + skeleton.width();
            default -> "the plain network";
        };
    }

    private static String signed(double points) {
        return String.format(Locale.ROOT, "%+.2f", points);
    }
}
