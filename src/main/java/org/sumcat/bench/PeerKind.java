package org.sumcat.bench;

import java.util.Locale;

/** The peers beside Sumcat, by what they run. */
public enum PeerKind {
    /** DJL's own training loop. */
    USUAL,
    /** DJL's own training loop in the environment that our launcher sets. */
    TUNED,
    /** PyTorch, operation by operation. */
    EAGER,
    /** PyTorch, by {@code torch.compile}. */
    COMPILED;

    /** The kind as typed on the command line, {@code usual}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
