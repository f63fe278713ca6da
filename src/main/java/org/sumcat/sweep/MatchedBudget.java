package org.sumcat.sweep;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.files.Whole;
import org.sumcat.measure.Budget;
import org.sumcat.measure.Cost;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.train.Training;

/**
 * The matched budget of a comparison: what its networks have equal, and the resulting size or
 * training of each.
 *
 * @param equal what they have equal
 * @param contenders in the order in which they were named; the first sets the measure
 */
public record MatchedBudget(Equal equal, List<Contender> contenders) {

    /** The ratio of training times beyond which they do not count as about equal. */
    private static final double WORST_RATIO = 1.25;

    /**
     * A network with its adjusted training.
     *
     * @param network at the width that was chosen for it; in JSON its spec
     * @param epochs how long it trains
     * @param parameters as in {@link NetworkSummary}
     * @param macs for one image of the size that the recipe gives it
     * @param secondsPerEpoch what an epoch took where epochs were chosen, see {@link Calibration};
     *     null where they were not
     */
    public record Contender(
            @AsSpec Network network,
            int epochs,
            long parameters,
            long macs,
            @Nullable Double secondsPerEpoch) {

        public Contender {
            Whole.require("a contender must have a spec", network);
        }

        /** The network's spec, {@code resnet-20}. */
        public String spec() {
            return network.spec();
        }

        /** The recipe of this network, with its own number of epochs. */
        public Recipe recipe(Recipe common) {
            return epochs == common.epochs() ? common : common.withEpochs(epochs);
        }

        private String line() {
            String size =
                    String.format(
                            Locale.ROOT,
                            "%s: %,d parameters, %,d MACs, %d epoch%s",
                            spec(),
                            parameters,
                            macs,
                            epochs,
                            epochs == 1 ? "" : "s");
            return secondsPerEpoch == null
                    ? size
                    : size
                            + String.format(
                                    Locale.ROOT,
                                    " of %.3g s, %.3g s in all",
                                    secondsPerEpoch,
                                    epochs * secondsPerEpoch);
        }
    }

    public MatchedBudget {
        Whole.require("a footing must have what is equal and contenders", equal, contenders);
        contenders = List.copyOf(contenders);
    }

    /**
     * Matches the networks' budgets.
     *
     * @param networks of which the first sets the measure
     * @param recipe what they are trained by, but for the epochs if seconds are to be equal
     * @param classes of the data
     * @param secondsPerEpoch measured on demand, where seconds are to be equal
     * @throws IllegalArgumentException if no width makes a network equal to the first ({@link
     *     Budget#fit(Network)}), two become one, or no whole number of epochs comes near
     */
    public static MatchedBudget of(
            Equal equal,
            List<Network> networks,
            Recipe recipe,
            int classes,
            ToDoubleFunction<Network> secondsPerEpoch) {
        return switch (equal) {
            case EPOCHS -> new MatchedBudget(equal, contenders(networks, recipe, classes));
            case PARAMETERS -> fitted(equal, Cost.PARAMETERS, networks, recipe, classes);
            case MACS -> fitted(equal, Cost.MACS, networks, recipe, classes);
            case SECONDS -> timed(contenders(networks, recipe, classes), recipe, secondsPerEpoch);
        };
    }

    /** The budget of trainings whose networks and recipes were chosen by hand. */
    static MatchedBudget of(List<Training> trainings, Counted counted) {
        return new MatchedBudget(
                Equal.EPOCHS,
                trainings.stream()
                        .map(
                                training ->
                                        contender(
                                                training.network(),
                                                counted.of(training).anatomy(),
                                                training.recipe().epochs()))
                        .distinct()
                        .toList());
    }

    private static MatchedBudget fitted(
            Equal equal, Cost cost, List<Network> networks, Recipe recipe, int classes) {
        Network first = networks.get(0);
        var budget = Budget.of(cost, first, image(first, recipe), classes);
        Map<Network, Network> origins = new LinkedHashMap<>();
        for (Network network : networks) {
            Network fit =
                    network.equals(first) ? first : budget.at(image(network, recipe)).fit(network);
            Network other = origins.putIfAbsent(fit, network);
            if (other != null) {
                throw new IllegalArgumentException(
                        "networks of a comparison must differ, but with equal %s %s and %s are both %s;"
                                        .formatted(
                                                cost.words(),
                                                other.spec(),
                                                network.spec(),
                                                fit.spec())
                                + " leave one out");
            }
        }
        return new MatchedBudget(equal, contenders(List.copyOf(origins.keySet()), recipe, classes));
    }

    private static MatchedBudget timed(
            List<Contender> contenders, Recipe recipe, ToDoubleFunction<Network> secondsPerEpoch) {
        var timed = new ArrayList<Contender>();
        double whole = 0;
        for (Contender each : contenders) {
            double seconds = secondsPerEpoch.applyAsDouble(each.network());
            if (timed.isEmpty()) {
                whole = seconds * recipe.epochs();
            }
            int epochs = (int) Math.max(1, Math.round(whole / seconds));
            double ratio = epochs * seconds / whole;
            if (ratio > WORST_RATIO || ratio < 1 / WORST_RATIO) {
                throw new IllegalArgumentException(
                        String.format(
                                        Locale.ROOT,
                                        "equal seconds need whole epochs that take about %.3g s, but %s takes %.3g s an",
                                        whole,
                                        each.spec(),
                                        seconds)
                                + " epoch; use more epochs, or name the slower network first");
            }
            timed.add(
                    new Contender(each.network(), epochs, each.parameters(), each.macs(), seconds));
        }
        return new MatchedBudget(Equal.SECONDS, timed);
    }

    private static List<Contender> contenders(List<Network> networks, Recipe recipe, int classes) {
        return networks.stream()
                .map(
                        network -> {
                            Shape image = image(network, recipe);
                            var summary = NetworkSummary.of(network, image, classes);
                            return contender(network, summary, recipe.epochs());
                        })
                .toList();
    }

    private static Contender contender(Network network, NetworkSummary summary, int epochs) {
        return new Contender(network, epochs, summary.parameters(), summary.macs(), null);
    }

    private static Shape image(Network network, Recipe recipe) {
        int side = recipe.sideFor(network);
        return new Shape(1, side, side);
    }

    /** The trainings: each contender with seeds 1 to {@code seeds}, seed by seed. */
    public List<Training> trainings(Recipe recipe, Dataset data, Compute compute, int seeds) {
        var trainings = new ArrayList<Training>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (Contender each : contenders) {
                trainings.add(
                        new Training(each.network(), each.recipe(recipe), data, seed, compute));
            }
        }
        return trainings;
    }

    /** The equal quantity and the resulting networks, a line each. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(
                switch (equal) {
                    case EPOCHS -> "equal: the recipe, and thus the number of epochs";
                    case PARAMETERS, MACS ->
                            String.format(
                                    Locale.ROOT,
                                    "equal: %s, within %.0f%% of the first network",
                                    equal.key(),
                                    100 * Budget.TOLERANCE);
                    case SECONDS -> "equal: training seconds, as closely as whole epochs allow";
                });
        contenders.forEach(contender -> lines.add("  " + contender.line()));
        return lines;
    }
}
