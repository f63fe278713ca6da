package org.sumcat.measure;

import org.sumcat.network.NetworkSummary;

/** What a network takes, as counted on paper. */
public enum Cost {
    /** Trainable numbers, as {@link NetworkSummary#parameters()}. */
    PARAMETERS("parameters") {
        @Override
        public long of(NetworkSummary anatomy) {
            return anatomy.parameters();
        }
    },

    /** Multiply-accumulates for one image, as {@link NetworkSummary#macs()}. */
    MACS("MACs") {
        @Override
        public long of(NetworkSummary anatomy) {
            return anatomy.macs();
        }
    };

    private final String words;

    Cost(String words) {
        this.words = words;
    }

    /** How many of it a network takes. */
    public abstract long of(NetworkSummary anatomy);

    /** {@code parameters}, {@code MACs}. */
    public String words() {
        return words;
    }
}
