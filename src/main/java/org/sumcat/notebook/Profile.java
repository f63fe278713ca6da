package org.sumcat.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.experiment.Setup;
import org.sumcat.recipe.Recipe;

/**
 * The amount of training in a notebook: {@code SUMCAT_PROFILE} in the environment of the kernel.
 * The cells are the same in all.
 */
enum Profile {
    /** The default, for class: recipes as they are written. */
    QUICK,

    /**
     * The profile for a GPU: three times the epochs, on all training images but 5,000 that are held
     * out; effects with five seeds, the fewest that a verdict asks for.
     */
    FULL,

    /**
     * A quick trial that every cell runs, in seconds: no training takes more than one epoch of 128
     * images, no effect more than one seed, whatever a cell asks for; on a part of the data. Memory
     * is measured of two networks alone. The results say nothing.
     */
    TINY;

    private static final int TINY_IMAGES = 256;
    private static final int TINY_VALIDATION = 100;

    /** The data adapted to this profile: enough for any recipe of a lesson, few to test on. */
    Dataset adapt(Dataset data) {
        return this == TINY ? data.first(5000, 100) : data;
    }

    /** The setup of effects adapted to this profile. */
    Setup adapt(Setup setup) {
        return switch (this) {
            case QUICK -> setup;
            case FULL -> setup.withRecipe(this::adapt).withSeeds(5);
            case TINY ->
                    setup.limitedTo(p -> p.withRecipe(limited(p.recipe())).withSeeds(1)).asTrial();
        };
    }

    /** The default recipe of this profile, which a cell can change. */
    Recipe adapt(Recipe usual) {
        return this == FULL
                ? usual.with(Map.of("epochs", 3 * usual.epochs(), "images", 0, "validation", 5000))
                : limited(usual);
    }

    /** A cell's recipe within the limits of this profile. */
    Recipe limited(Recipe asked) {
        if (this != TINY) {
            return asked;
        }
        int images = asked.images() == 0 ? TINY_IMAGES : Math.min(asked.images(), TINY_IMAGES);
        return asked.withEpochs(1)
                .withImages(images)
                .withValidation(Math.min(asked.validation(), TINY_VALIDATION))
                .withBatch(Math.min(asked.batch(), images));
    }

    /**
     * The profile of that name, in lower case; {@link #QUICK} by default.
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
