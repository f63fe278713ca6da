package org.sumcat.train;

import ai.djl.Model;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trained network with the record of its training; the network lives until this is closed. */
public final class Trained implements AutoCloseable {
    private final Model model;
    private final Run run;
    private final byte @Nullable [] bestWeights;

    Trained(Model model, Run run, byte @Nullable [] bestWeights) {
        this.model = model;
        this.run = run;
        this.bestWeights = bestWeights;
    }

    /** The record. */
    public Run run() {
        return run;
    }

    /** The network as an ordinary DJL model, closed with this. */
    public Model model() {
        return model;
    }

    /** Writes the weights as {@code Block.loadParameters} of DJL reads them. */
    public void writeWeights(OutputStream out) throws IOException {
        var data = new DataOutputStream(out);
        model.getBlock().saveParameters(data);
        data.flush();
    }

    /**
     * The weights that were best on the held-out images, as {@link #writeWeights} writes the last
     * ones; empty where none were held out, or where the last are the best.
     */
    Optional<byte[]> otherWeights() {
        Best best = run.best();
        return best == null || best.weightsSha256().equals(run.weightsSha256())
                ? Optional.empty()
                : Optional.ofNullable(bestWeights);
    }

    @Override
    public void close() {
        model.close();
    }
}
