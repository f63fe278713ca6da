package org.sumcat.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.effect.Setup;
import org.sumcat.train.Recipe;

/**
 * How much a notebook trains: {@code SUMCAT_PROFILE} in the environment of the kernel. The cells
 * are the same in all.
 */
enum Profile {
    /** For class, and what is there without a word: recipes as they are written. */
    QUICK,

    /**
     * For a GPU: three times the epochs, on all training images but 5,000 that are held out;
     * effects with five seeds, the fewest that a verdict asks for.
     */
    FULL,

    /**
     * For trying whether every cell runs: one epoch of 200 images, one seed, on a small part of the
     * data. What comes out says nothing.
     */
    TINY;

    /** The data as this profile uses them. */
    Dataset adapt(Dataset data) {
        return this == TINY ? data.first(1000, 500) : data;
    }

    /** Effects, trained as this profile does. */
    Setup adapt(Setup setup) {
        return switch (this) {
            case QUICK -> setup;
            case FULL -> setup.withRecipe(this::adapt).withSeeds(5);
            case TINY -> setup.withRecipe(this::adapt).withSeeds(1);
        };
    }

    /** The same recipe for this profile. */
    Recipe adapt(Recipe usual) {
        return switch (this) {
            case QUICK -> usual;
            case FULL ->
                    usual.with(
                            Map.of("epochs", 3 * usual.epochs(), "images", 0, "validation", 5000));
            case TINY -> usual.with(Map.of("epochs", 1, "images", 200, "validation", 100));
        };
    }

    /**
     * The profile of that name, in lower case; {@link #QUICK} where none is given.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Profile named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return QUICK;
        }
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equals(name.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ("SUMCAT_PROFILE must be quick, full or tiny, but was"
                                                        + " '%s'; set it before the kernel starts")
                                                .formatted(name)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
