package org.sumcat.measure;

import org.sumcat.network.Anatomy;

/** What a network takes, as counted on paper. */
public enum Cost {
    /** Trainable numbers, as {@link Anatomy#parameters()}. */
    PARAMETERS("parameters") {
        @Override
        public long of(Anatomy anatomy) {
            return anatomy.parameters();
        }
    },

    /** Multiply-accumulates for one image, as {@link Anatomy#macs()}. */
    MACS("MACs") {
        @Override
        public long of(Anatomy anatomy) {
            return anatomy.macs();
        }
    };

    private final String words;

    Cost(String words) {
        this.words = words;
    }

    /** How many of it a network takes. */
    public abstract long of(Anatomy anatomy);

    /** {@code parameters}, {@code MACs}. */
    public String words() {
        return words;
    }
}
