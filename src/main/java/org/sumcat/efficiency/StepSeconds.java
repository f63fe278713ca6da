package org.sumcat.efficiency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sumcat.data.Dataset;
import org.sumcat.experiment.Setup;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Run;
import org.sumcat.train.Training;

/** Training time of several networks, measured interleaved in one process. */
final class StepSeconds {
    private static final int BATCHES = 6;

    private StepSeconds() {}

    /**
     * Seconds of training per 1,000 images, by the network's spec: the median over the turns, so
     * that other load on the machine does not affect one network more than another.
     *
     * @param turns how often each network trains for six batches; a turn before them warms up
     */
    static Map<String, Double> of(List<Network> networks, Recipe recipe, int turns, Setup setup) {
        int images = BATCHES * recipe.batch();
        Dataset few = setup.data().first(images, 1);
        Recipe brief = recipe.withImages(0).withValidation(0).withEpochs(1);
        var trainings = new ArrayList<Training>();
        for (int turn = 0; turn <= turns; turn++) {
            for (Network network : networks) {
                trainings.add(new Training(network, brief, few, 1, setup.compute()));
            }
        }
        setup.say(
                "timing a step of %s networks, interleaved, %s times each"
                        .formatted(networks.size(), turns));
        var seconds = new LinkedHashMap<String, Double>();
        var runs = trainings.stream().map(StepSeconds::seconds).toList();
        for (int i = 0; i < networks.size(); i++) {
            int network = i;
            var rising =
                    IntStream.rangeClosed(1, turns)
                            .mapToObj(turn -> runs.get(turn * networks.size() + network))
                            .sorted(Comparator.naturalOrder())
                            .toList();
            double median = (rising.get((turns - 1) / 2) + rising.get(turns / 2)) / 2;
            seconds.put(networks.get(i).spec(), 1000 * median / images);
        }
        return seconds;
    }

    private static double seconds(Training training) {
        try (var trained = training.train()) {
            Run run = trained.run();
            return run.seconds();
        }
    }
}
