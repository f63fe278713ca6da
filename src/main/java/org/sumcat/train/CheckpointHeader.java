package org.sumcat.train;

import java.util.List;

/**
 * The part that is readable without the engine.
 *
 * @param identity of the run
 * @param run for messages: {@code resnet-20, recipe quick, seed 1}
 * @param device in words; another processor would not go on to the same weights
 * @param commits of the code, one or more where others went on; see {@link Run#commit}
 * @param started when the first process began
 * @param resumedAfter epochs after which others went on
 * @param history one entry for each epoch that is over
 * @param bestEpoch the one with the best validation accuracy; 0 where none is held out
 * @param bestAccuracy its validation accuracy
 */
record CheckpointHeader(
        String identity,
        String run,
        String device,
        List<String> commits,
        String started,
        List<Integer> resumedAfter,
        List<Epoch> history,
        int bestEpoch,
        double bestAccuracy) {
    CheckpointHeader {
        commits = commits == null ? List.of("unknown") : List.copyOf(commits); // in older ones
    }
}
