package org.sumcat.bench;

import java.util.EnumSet;
import java.util.Set;

/**
 * The peers that take part. Sumcat in float32, with which all others are compared, always does.
 *
 * @param kinds of the peers beside Sumcat
 * @param float32 whether PyTorch runs in float32
 * @param bfloat16 whether Sumcat and PyTorch run in bfloat16
 */
public record PeerChoice(Set<PeerKind> kinds, boolean float32, boolean bfloat16) {
    public PeerChoice {
        kinds = Set.copyOf(kinds);
    }

    /** All kinds of peers in both precisions. */
    public static PeerChoice all() {
        return new PeerChoice(EnumSet.allOf(PeerKind.class), true, true);
    }

    boolean has(TorchForm form) {
        return kinds.contains(form.kind()) && (form.bfloat16() ? bfloat16 : float32);
    }
}
