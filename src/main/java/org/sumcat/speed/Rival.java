package org.sumcat.speed;

/**
 * Peers with a bar, from the top; of two layouts of PyTorch the faster one. The patterns are the
 * names that the bench gives its peers.
 */
enum Rival {
    USUAL("usual DJL", false, "usual DJL"),
    TORCH("PyTorch", false, "PyTorch, (nchw|channels_last)"),
    OURS("Sumcat", false, "Sumcat"),
    TORCH_BFLOAT16("PyTorch in bfloat16", true, "PyTorch, channels_last_bf16"),
    OURS_BFLOAT16("Sumcat in bfloat16", true, "Sumcat, --precision fast");

    final String words;
    final boolean bfloat16;
    final String peers;

    Rival(String words, boolean bfloat16, String peers) {
        this.words = words;
        this.bfloat16 = bfloat16;
        this.peers = peers;
    }
}
