package org.sumcat.cli;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sumcat.data.Dataset;
import org.sumcat.device.Compute;
import org.sumcat.measure.StepMemory;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.sweep.Calibration;
import org.sumcat.sweep.Equal;
import org.sumcat.sweep.MatchedBudget;
import org.sumcat.sweep.NetworkSet;
import org.sumcat.terminal.Common;
import org.sumcat.zoo.Zoo;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command-line options that say which networks are compared, and at which budget. */
final class Contest {
    private static final double OURS = 0.8; // of the memory; the system and Java want some, too
    private static final double GIBIBYTE = 1 << 30;

    @Parameters(
            paramLabel = "SPEC",
            arity = "0..*",
            description = "Networks, see ./sumcat networks.")
    private List<String> specs = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description =
                    "A set of networks, in addition to those named: fusion, densenet-variants, family, or paper-table2 (as much of it as fits into memory).")
    private @Nullable String set;

    @Option(
            names = "--equal",
            paramLabel = "WHAT",
            description =
                    "epochs; parameters or macs (widths are solved for, within 2%% of the first"
                            + " network); or seconds (epochs follow the first network, by a"
                            + " calibration); default: ${DEFAULT-VALUE}.")
    private String equal = "epochs";

    /** Returns whether no network was named, which compares one network three ways. */
    boolean isFusion() {
        return (specs.isEmpty() && set == null) || (specs.isEmpty() && "fusion".equals(set));
    }

    /**
     * The networks named on the command line.
     *
     * @throws IllegalArgumentException for unknown names, for less than two networks, and for a set
     *     that would not be itself with other widths
     */
    List<Network> networks() {
        Equal reading = Equal.named(equal);
        var networks = new ArrayList<Network>();
        if (set != null || specs.isEmpty()) {
            networks.addAll(NetworkSet.named(set == null ? "fusion" : set).networks());
        }
        specs.stream().map(Zoo::network).forEach(networks::add);
        var distinct = networks.stream().distinct().toList();
        if (distinct.size() < 2) {
            throw new IllegalArgumentException(
                    "a comparison needs at least two networks, but has %s; name more"
                            .formatted(distinct.size()));
        }
        if (isTable2() && (reading == Equal.PARAMETERS || reading == Equal.MACS)) {
            throw new IllegalArgumentException(
                    "the networks of paper-table2 must be those of the paper, but --equal %s would"
                                    .formatted(equal)
                            + " change their widths; leave one out, or use --equal seconds");
        }
        return distinct;
    }

    /**
     * The networks that can be trained here; reports the others. Only rows of a paper's table are
     * left out, never a network that was named.
     *
     * @param jobs runs that share the memory
     */
    List<Network> fitting(
            List<Network> networks, Recipe recipe, int classes, Compute compute, int jobs) {
        if (!isTable2()) {
            return networks;
        }
        double room = OURS * compute.memory() / jobs;
        var fitting = new ArrayList<Network>();
        for (Network network : networks) {
            int side = recipe.sideFor(network);
            long need =
                    StepMemory.of(network, new Shape(1, side, side), classes, recipe.batch())
                            .bytes();
            if (need <= room) {
                fitting.add(network);
            } else {
                Common.say(
                        String.format(
                                Locale.ROOT,
                                "left out: %s, a step of which takes %.1f GiB; a run has %.1f GiB here",
                                network.spec(),
                                need / GIBIBYTE,
                                room / GIBIBYTE));
            }
        }
        if (fitting.size() < 2) {
            throw new IllegalArgumentException(
                    "a comparison needs at least two networks, but only %s of paper-table2 fit into"
                                    .formatted(fitting.size())
                            + String.format(
                                    Locale.ROOT,
                                    " %.1f GiB; use --jobs 1 or a smaller --batch",
                                    room / GIBIBYTE));
        }
        return fitting;
    }

    /**
     * Matches the budgets of the networks; trains a few steps of each if seconds are to be equal.
     */
    MatchedBudget footing(List<Network> networks, Recipe recipe, Dataset data, Compute compute) {
        var calibration = new Calibration(recipe, data, compute);
        return MatchedBudget.of(
                Equal.named(equal),
                networks,
                recipe,
                data.classes().size(),
                network -> {
                    Common.say("calibration: a few steps of " + network.spec());
                    return calibration.secondsPerEpoch(network);
                });
    }

    /** The options as typed, with a leading space; empty if there are none. */
    String words() {
        return (specs.isEmpty() ? "" : " " + String.join(" ", specs))
                + (set == null ? "" : " --set " + set)
                + (equal.equals("epochs") ? "" : " --equal " + equal);
    }

    private boolean isTable2() {
        return NetworkSet.paperTable2().name().equals(set);
    }
}
