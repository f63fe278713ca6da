package org.sumcat.compare;

import java.util.List;
import org.sumcat.render.Format;

/**
 * The rank of one network in the ranking.
 *
 * @param rank from 1, by the mean
 * @param summary its numbers
 * @param alike ranks of the networks that it cannot be distinguished from, rising
 */
public record Rank(int rank, Summary summary, List<Integer> alike) {
    public Rank {
        alike = List.copyOf(alike);
    }

    /** The ranks that cannot be distinguished from this one, {@code 2 to 4, 7}. */
    public String words() {
        return Format.ranges(alike);
    }
}
