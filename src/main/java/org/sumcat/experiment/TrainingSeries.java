package org.sumcat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sumcat.device.StoppedException;
import org.sumcat.experiment.Setup.Turn;
import org.sumcat.train.DivergedException;
import org.sumcat.train.Run;
import org.sumcat.train.Trained;
import org.sumcat.train.Training;
import org.sumcat.train.TrainingObserver;

/**
 * A series of trainings, run one after the other.
 *
 * @param watch who watches each
 * @param say gets a line when one is over
 */
record TrainingSeries(Function<Turn, TrainingObserver> watch, Consumer<String> say) {

    /** Implements {@link Setup#train(List, Function, BiFunction)}. */
    <T> List<T> train(
            List<Training> trainings,
            Function<Trained, T> reading,
            BiFunction<Training, DivergedException, T> broken) {
        trainings.forEach(Training::check);
        var read = new ArrayList<T>();
        for (Training training : trainings) {
            var turn =
                    new Turn(
                            read.size() + 1,
                            trainings.size(),
                            training.network().spec(),
                            training.seed());
            try (Trained trained = training.watchedBy(watch.apply(turn)).train()) {
                say.accept("%s: %s".formatted(turn, words(trained.run())));
                read.add(reading.apply(trained));
            } catch (StoppedException e) {
                throw stopped(e, read.size(), trainings.size());
            } catch (DivergedException e) {
                say.accept("%s: diverged in epoch %s".formatted(turn, e.epoch()));
                read.add(broken.apply(training, e));
            }
        }
        return List.copyOf(read);
    }

    private StoppedException stopped(StoppedException e, int over, int all) {
        String words =
                "%s; %s of the %s trainings of this effect were finished, and none is kept: measure it again, with withSeeds(1) or fewer epochs if it takes too long"
                        .formatted(
                                String.valueOf(e.getMessage()).replaceFirst(";.*", ""), over, all);
        say.accept(words);
        return new StoppedException(words);
    }

    private static String words(Run run) {
        return String.format(
                Locale.ROOT,
                "loss %.3f, test accuracy %.4f, %.0f s",
                run.last().trainLoss(),
                run.testAccuracy(),
                run.seconds());
    }
}
