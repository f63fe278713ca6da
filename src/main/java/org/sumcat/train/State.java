package org.sumcat.train;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sumcat.device.Versions;
import org.sumcat.files.Sha256;
import org.sumcat.inference.Confusion;
import org.sumcat.inference.InferenceResult;
import org.sumcat.optimizer.GradientDescent;

/** The state of a training: its history, and the best weights so far. */
final class State {
    private final List<String> commits;
    private final String started;
    private final List<Integer> resumedAfter;
    private final List<Epoch> history;
    private int bestEpoch;
    private double bestAccuracy;
    private byte @Nullable [] bestWeights;
    private @Nullable InferenceResult tested;
    private @Nullable Best best;

    /** Creates the initial state. */
    State() {
        commits = List.of(Versions.commit());
        started = now();
        resumedAfter = List.of();
        history = new ArrayList<>();
    }

    /** Resumes from a checkpoint. */
    State(Checkpoint checkpoint) {
        CheckpointHeader head = checkpoint.head();
        commits = with(Versions.commit(), head.commits());
        started = head.started();
        history = new ArrayList<>(head.history());
        resumedAfter = new ArrayList<>(head.resumedAfter());
        resumedAfter.add(history.size());
        bestEpoch = head.bestEpoch();
        bestAccuracy = head.bestAccuracy();
        bestWeights = bestEpoch == 0 ? null : checkpoint.best();
    }

    private static List<String> with(String commit, List<String> before) {
        var commits = new ArrayList<>(before);
        if (!commits.get(commits.size() - 1).equals(commit)) {
            commits.add(commit);
        }
        return commits;
    }

    /** The state as a checkpoint for another process. */
    Checkpoint checkpoint(Training training, Block net, GradientDescent descent) {
        var head =
                new CheckpointHeader(
                        training.identity(),
                        training.words(),
                        training.compute().words(),
                        commits,
                        started,
                        resumedAfter,
                        history,
                        bestEpoch,
                        bestAccuracy);
        byte[] best = bestWeights;
        return new Checkpoint(head, bytes(net), descent.bytes(), best == null ? new byte[0] : best);
    }

    /** The last completed epoch; 0 at the beginning. */
    int epoch() {
        return history.size();
    }

    List<Epoch> history() {
        return List.copyOf(history);
    }

    /** The commit of the code when this process began, not when it ends. */
    String commit() {
        return String.join(", ", commits);
    }

    String started() {
        return started;
    }

    List<Integer> resumedAfter() {
        return resumedAfter;
    }

    /** The last weights' result on the test images, where it was evaluated. */
    @Nullable InferenceResult tested() {
        return tested;
    }

    @Nullable Best best() {
        return best;
    }

    byte @Nullable [] bestWeights() {
        return bestWeights;
    }

    /** Records a completed epoch. */
    void over(Epoch row, @Nullable InferenceResult onTestSet, Block net) {
        history.add(row);
        tested = onTestSet;
        Double validation = row.validationAccuracy();
        if (validation != null && (bestWeights == null || validation > bestAccuracy)) {
            bestEpoch = row.epoch();
            bestAccuracy = validation;
            bestWeights = bytes(net);
        }
    }

    /** Ends the last epoch: the best weights may be evaluated on the test images, too. */
    void test(Function<byte[], Confusion> testing) {
        byte[] weights = bestWeights;
        if (weights != null) {
            Confusion found =
                    tested != null && bestEpoch == epoch()
                            ? tested.confusion()
                            : testing.apply(weights);
            best = new Best(bestEpoch, bestAccuracy, found.accuracy(), Sha256.of(weights));
        }
    }

    /** The current time, ISO 8601 in UTC, to the millisecond. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Loads saved weights into an uninitialized network. */
    static void load(Block net, NDManager manager, byte[] weights) {
        try (var data = new DataInputStream(new ByteArrayInputStream(weights))) {
            net.loadParameters(manager, data);
        } catch (IOException | MalformedModelException e) {
            throw new IllegalStateException("these weights were saved from such a network", e);
        }
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
