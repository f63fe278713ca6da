package org.sumcat.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sumcat.device.StoppedException;

/**
 * Stopped trainings of a notebook, which resume when asked for again: on a CPU to the same weights,
 * bit for bit, as without the stop. They are kept in memory, until the process ends.
 *
 * <pre>{@code
 * var unfinished = new Unfinished("run this cell again", System.out::println);
 * Run run = unfinished.run(Training.of(Zoo.network("resnet-20"), Recipe.quick(), data));
 * }</pre>
 */
public final class Unfinished {
    private final String again;
    private final Consumer<String> told;
    private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();
    private final Map<String, Run> done = new ConcurrentHashMap<>();

    /**
     * Creates the store, with the instruction to resume that messages end with.
     *
     * @param again how, for the line that says how to go on: {@code run this cell again}
     * @param told gets a line if a training resumes
     */
    public Unfinished(String again, Consumer<String> told) {
        this.again = again;
        this.told = told;
    }

    /**
     * Trains, or resumes an equal training that was stopped.
     *
     * @throws StoppedException when the thread is interrupted; the epochs that are over are kept
     */
    public Run run(Training training) {
        return runAll(List.of(training), each -> each).get(0);
    }

    /**
     * Trains one after the other. If that is stopped, those that are over are kept, too, until the
     * same are asked for again.
     *
     * @param watched who watches each one that is trained
     * @throws StoppedException when the thread is interrupted
     */
    public List<Run> runAll(List<Training> trainings, Function<Training, Training> watched) {
        var runs = new ArrayList<Run>();
        var ended = new HashMap<String, Run>();
        for (Training training : trainings) {
            String identity = training.identity();
            Run run = done.get(identity);
            if (run != null) {
                told.accept(training.network().spec() + ": was trained before the stop");
            } else {
                try (Trained trained =
                        watched.apply(training)
                                .train(new InMemoryKeeper(identity, checkpoints, again, told))) {
                    run = trained.run();
                } catch (StoppedException e) {
                    done.putAll(ended);
                    throw e;
                }
            }
            ended.put(identity, run);
            runs.add(run);
        }
        ended.keySet().forEach(done::remove);
        return List.copyOf(runs);
    }
}
