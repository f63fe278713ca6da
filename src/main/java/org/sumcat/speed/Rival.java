package org.sumcat.speed;

/**
 * Peers with a bar, from the top; of PyTorch the best form: eager or compiled, in either layout.
 * The patterns are the names that the bench gives its peers.
 */
enum Rival {
    USUAL("usual DJL", false, "usual DJL"),
    TORCH("PyTorch", false, "PyTorch( compiled)?, (nchw|channels_last)"),
    OURS("Sumcat", false, "Sumcat"),
    TORCH_BFLOAT16("PyTorch in bfloat16", true, "PyTorch( compiled)?, (nchw|channels_last)_bf16"),
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
