package org.sumcat.diagram;

import java.util.Comparator;
import java.util.List;
import org.sumcat.nn.Fusion;
import org.sumcat.nn.NetworkGraph;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Gate;

/** Recognition of the papers' figures in forks. */
final class ForkShape {
    private ForkShape() {}

    static boolean forked(NetworkGraph part) {
        return part.all().anyMatch(Fork.class::isInstance);
    }

    /** Returns whether a fork is {@code [x, F(x)]}. */
    static boolean dense(Fork fork) {
        return fork.isDense() && fork.branches().size() == 2 && fork.branches().get(0).isInput();
    }

    /**
     * Returns whether a fork is {@code x + F(x)} with fewer layers in the shortcut than in the
     * residual.
     */
    static boolean isBridge(Fork fork) {
        return fork.fusion() == Fusion.SUM
                && fork.branches().size() == 2
                && shortcut(fork).stream().noneMatch(ForkShape::forked)
                && LayerWords.lines(shortcut(fork)).size() <= 2;
    }

    static List<NetworkGraph> shortcut(Fork fork) {
        return fork.branches().stream()
                .map(NetworkGraph::parts)
                .min(Comparator.comparing(ForkShape::weight))
                .orElseThrow();
    }

    static List<NetworkGraph> residual(Fork fork) {
        var branches = fork.branches().stream().map(NetworkGraph::parts).toList();
        return branches.get(branches.get(0).equals(shortcut(fork)) ? 1 : 0);
    }

    /** The weight of a branch: its relevant layers, and more if it forks. */
    static int weight(List<NetworkGraph> parts) {
        return LayerWords.lines(parts).size()
                + (parts.stream().anyMatch(ForkShape::forked) ? 100 : 0);
    }

    static boolean alike(Fork first, NetworkGraph other) {
        return other instanceof Fork fork
                && (dense(first) == dense(fork))
                && (isBridge(first) == isBridge(fork))
                && first.fusion() == fork.fusion();
    }

    /** The survival probabilities of gates, from the first unit to the last, in words. */
    static String chances(List<Fork> forks) {
        var gates =
                forks.stream()
                        .flatMap(f -> residual(f).stream())
                        .filter(p -> p instanceof Gate)
                        .map(p -> LayerWords.chance((Gate) p))
                        .toList();
        return gates.isEmpty()
                ? ""
                : ", %s to %s".formatted(gates.get(0), gates.get(gates.size() - 1));
    }

    /** The forks among some parts. */
    static List<Fork> in(List<NetworkGraph> parts) {
        return parts.stream().filter(p -> p instanceof Fork).map(p -> (Fork) p).toList();
    }
}
