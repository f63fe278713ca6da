package org.sumcat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the ways in which PyTorch trains a network.
 *
 * @param compiled by {@code torch.compile}; eager otherwise
 * @param layout of its arrays in memory, {@code nchw} or {@code channels_last}
 * @param bfloat16 by autocast; float32 otherwise
 */
record TorchForm(boolean compiled, String layout, boolean bfloat16) {

    /** All forms: eager first, and of those float32. */
    static List<TorchForm> all() {
        var all = new ArrayList<TorchForm>();
        for (boolean compiled : new boolean[] {false, true}) {
            for (boolean bfloat16 : new boolean[] {false, true}) {
                for (String layout : List.of("nchw", "channels_last")) {
                    all.add(new TorchForm(compiled, layout, bfloat16));
                }
            }
        }
        return all;
    }

    /** The form of the peer of that name; empty for those that are not PyTorch. */
    static Optional<TorchForm> named(String peer) {
        return all().stream().filter(form -> form.peer().equals(peer)).findFirst();
    }

    /** The name of a peer in this form, {@code PyTorch compiled, nchw_bf16}. */
    String peer() {
        return "PyTorch%s, %s".formatted(compiled ? " compiled" : "", memory());
    }

    /** Layout and precision as {@code peer.py} knows them. */
    String memory() {
        return layout + (bfloat16 ? "_bf16" : "");
    }

    /** The mode as {@code peer.py} knows it. */
    String mode() {
        return compiled ? "compiled" : "eager";
    }

    PeerKind kind() {
        return compiled ? PeerKind.COMPILED : PeerKind.EAGER;
    }
}
