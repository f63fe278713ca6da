package org.sumcat.train;

import ai.djl.nn.Block;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far a training is: its history, and the weights that were best so far. */
final class State {
    private final String started;
    private final List<Integer> resumedAfter;
    private final List<Epoch> history;
    private int bestEpoch;
    private double bestAccuracy;
    private byte @Nullable [] bestWeights;
    private @Nullable Confusion confusion;
    private @Nullable Best best;

    /** At the beginning. */
    State() {
        started = now();
        resumedAfter = List.of();
        history = new ArrayList<>();
    }

    /** The last epoch that is over; 0 at the beginning. */
    int epoch() {
        return history.size();
    }

    List<Epoch> history() {
        return List.copyOf(history);
    }

    String started() {
        return started;
    }

    List<Integer> resumedAfter() {
        return resumedAfter;
    }

    @Nullable Confusion confusion() {
        return confusion;
    }

    @Nullable Best best() {
        return best;
    }

    byte @Nullable [] bestWeights() {
        return bestWeights;
    }

    /** An epoch is over. */
    void over(Epoch row, @Nullable Confusion tested, Block net) {
        history.add(row);
        confusion = tested;
        Double validation = row.validationAccuracy();
        if (validation != null && (bestWeights == null || validation > bestAccuracy)) {
            bestEpoch = row.epoch();
            bestAccuracy = validation;
            bestWeights = bytes(net);
        }
    }

    /** The last epoch is over: the test images may be looked at with the best weights, too. */
    void test(Function<byte[], Confusion> tested) {
        byte[] weights = bestWeights;
        if (weights != null) {
            Confusion same = bestEpoch == epoch() ? confusion : null;
            Confusion found = same != null ? same : tested.apply(weights);
            best = new Best(bestEpoch, bestAccuracy, found.accuracy(), Sha256.of(weights));
        }
    }

    /** ISO 8601 in UTC, to the millisecond. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Weights and running statistics as {@code Block.loadParameters} of DJL reads them. */
    static byte[] bytes(Block net) {
        var out = new ByteArrayOutputStream();
        try (var data = new DataOutputStream(out)) {
            net.saveParameters(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
