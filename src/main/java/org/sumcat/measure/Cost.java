package org.sumcat.measure;

import org.sumcat.network.NetworkSummary;

/** Costs of a network that are counted rather than measured. */
public enum Cost {
    /** Trainable parameters, as {@link NetworkSummary#parameters()}. */
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

    /** The cost of a network, in units. */
    public abstract long of(NetworkSummary anatomy);

    /** The name of the cost: {@code parameters}, {@code MACs}. */
    public String words() {
        return words;
    }
}
