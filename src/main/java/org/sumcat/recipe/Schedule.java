package org.sumcat.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Learning-rate schedule over a run. */
public enum Schedule {
    /** A constant rate from the first step to the last. */
    @JsonProperty("CONSTANT")
    CONSTANT {
        @Override
        public double factor(double progress) {
            return 1;
        }
    },

    /**
     * A tenth after half of the run, a hundredth after three quarters (Huang et al., 2017, 4.2).
     */
    @JsonProperty("STEPS")
    STEPS {
        @Override
        public double factor(double progress) {
            return progress < 0.50 ? 1 : progress < 0.75 ? 0.1 : 0.01;
        }
    },

    /**
     * A factor of 0.94 after every fiftieth of the run: after every second of 100 epochs, down to
     * 0.048 (Szegedy et al., 2015, "Rethinking the Inception Architecture", section 8).
     */
    @JsonProperty("EXPONENTIAL")
    EXPONENTIAL {
        @Override
        public double factor(double progress) {
            return Math.pow(0.94, Math.floor(50 * progress));
        }
    },

    /**
     * Up from a twenty-fifth in the first 30% of the run and down to nearly nothing in the rest,
     * both along a cosine (Smith and Topin 2018, "Super-Convergence").
     */
    @JsonProperty("ONE_CYCLE")
    ONE_CYCLE {
        @Override
        public double factor(double progress) {
            return progress < WARM_UP
                    ? cosine(0.04, 1, progress / WARM_UP)
                    : cosine(1, 4e-6, (progress - WARM_UP) / (1 - WARM_UP));
        }
    };

    private static final double WARM_UP = 0.3;

    /**
     * The fraction of the recipe's rate at this progress.
     *
     * @param progress the share of the run that is done, from 0 to 1
     */
    public abstract double factor(double progress);

    private static double cosine(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
    }
}
