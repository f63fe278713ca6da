package org.sumcat.keys;

/**
 * Whole numbers that a setting takes; others would make no network, or one that no machine can
 * hold.
 *
 * @param least the smallest of them
 * @param most the largest of them
 * @param why there are no more, as a refusal says it: {@code 48 is the largest published}
 */
public record Bounds(int least, int most, String why) {

    /** Bounds in words, as a list of keys has them: {@code 1 to 1000}. */
    public String takes() {
        return "%s to %s".formatted(least, most);
    }

    /**
     * Refuses a number outside of the bounds.
     *
     * @param name what is set
     * @throws IllegalArgumentException with the bounds, the reason and the value
     */
    public void require(String name, int value) {
        Spec.require(
                least <= value && value <= most,
                "%s must be from %s (%s), but was %s".formatted(name, takes(), why, value));
    }
}
