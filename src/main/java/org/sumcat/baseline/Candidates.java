package org.sumcat.baseline;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.nearest.KNNModel.Backend;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.math.optimisers.AdaGrad;

/** The settings tried for each classical model: a few around the usual ones. */
final class Candidates {
    private static final int PASSES = 10;
    private static final int BATCH = 16;
    static final int LOGGED_NEVER = 1_000_000;

    private Candidates() {}

    /**
     * One setting of a model: its description and its trainer.
     *
     * @param trainer makes a fresh one: a used trainer continues with its random generator
     */
    record TuningCandidate(String words, Supplier<Trainer<Label>> trainer) {}

    static List<TuningCandidate> of(ClassicalModel kind, long seed, int threads) {
        return switch (kind) {
            case LINEAR -> Stream.of(0.01, 0.03, 0.1).map(rate -> linear(rate, seed)).toList();
            case NEIGHBOURS -> Stream.of(1, 5, 10).map(k -> neighbours(k, threads)).toList();
            case XGBOOST ->
                    Stream.of(4, 6).map(depth -> boosted(depth, 40, seed, threads)).toList();
        };
    }

    private static TuningCandidate linear(double rate, long seed) {
        return new TuningCandidate(
                String.format(Locale.ROOT, "rate %s, %d passes", rate, PASSES),
                () ->
                        new LinearSGDTrainer(
                                new LogMulticlass(),
                                new AdaGrad(rate, 0.1),
                                PASSES,
                                LOGGED_NEVER,
                                BATCH,
                                seed));
    }

    private static TuningCandidate neighbours(int k, int threads) {
        return new TuningCandidate(
                "k = " + k,
                () ->
                        new KNNTrainer<>(
                                k,
                                DistanceType.L2.getDistance(),
                                threads,
                                new VotingCombiner(),
                                Backend.THREADPOOL,
                                NeighboursQueryFactoryType.BRUTE_FORCE));
    }

    private static TuningCandidate boosted(int depth, int rounds, long seed, int threads) {
        return new TuningCandidate(
                "%s rounds, trees of depth %s".formatted(rounds, depth),
                () ->
                        new XGBoostClassificationTrainer(
                                BoosterType.GBTREE,
                                TreeMethod.HIST,
                                rounds,
                                0.3,
                                0,
                                depth,
                                1,
                                1,
                                0.5,
                                1,
                                0,
                                threads,
                                LoggingVerbosity.SILENT,
                                seed));
    }
}
