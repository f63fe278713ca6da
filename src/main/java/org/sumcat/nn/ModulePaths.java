package org.sumcat.nn;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every place of a network by its address, in the order in which they run; printed, one a line.
 *
 * <p>An address leads down the block tree. A part that the figure names has that name ({@code
 * dense1}), any other part of a chain its number in it, from 1 ({@code dense1/3}); the branches of
 * a {@link Branches} are {@code branch1}, {@code branch2} ..., what lies behind a {@link Gated} is
 * {@code gated}. So {@code dense1/3/branch2} is the third layer of the first dense block without
 * its shortcut. An address means what comes out there; with {@code /input} behind it, what goes in:
 * {@code dense1/3/branch2/input} is what that layer alone reads.
 *
 * @param all containers come behind what they contain
 */
public record ModulePaths(List<ModulePath> all) {
    /** Behind an address: what goes in there. */
    public static final String INPUT = "/input";

    public ModulePaths {
        all = List.copyOf(all);
        byAddress(all); // or an address is not unique
    }

    /**
     * The places of a network.
     *
     * @param images a batch of them, {@code (N, C, H, W)}
     */
    public static ModulePaths of(Block network, Shape images) {
        return new ModulePaths(
                NetworkGraph.of(network, images)
                        .all()
                        .filter(part -> !part.address().isEmpty())
                        .map(
                                part ->
                                        new ModulePath(
                                                part.address(),
                                                part.block(),
                                                part.in(),
                                                part.out()))
                        .toList());
    }

    /**
     * The place of that address, with or without {@code /input}.
     *
     * @throws IllegalArgumentException if there is none; it says what there is instead
     */
    public ModulePath at(String address) {
        String plain =
                isInput(address)
                        ? address.substring(0, address.length() - INPUT.length())
                        : address;
        ModulePath place = byAddress(all).get(plain);
        if (place == null) {
            throw new IllegalArgumentException(missing(plain));
        }
        return place;
    }

    /** Returns whether an address means what goes in. */
    public static boolean isInput(String address) {
        return address.endsWith(INPUT);
    }

    private static Map<String, ModulePath> byAddress(List<ModulePath> all) {
        var places = new LinkedHashMap<String, ModulePath>();
        for (ModulePath place : all) {
            if (places.put(place.address(), place) != null) {
                throw new IllegalArgumentException(
                        "parts of a chain must have different names, but two are "
                                + place.address());
            }
        }
        return places;
    }

    /** Names the parts of the deepest place on the way that there is. */
    private String missing(String address) {
        String up = address;
        while (!up.isEmpty() && !byAddress(all).containsKey(up)) {
            up = up.substring(0, Math.max(0, up.lastIndexOf('/')));
        }
        String path = up.isEmpty() ? "" : up + "/";
        String parts =
                all.stream()
                        .map(ModulePath::address)
                        .filter(each -> each.startsWith(path) && !each.equals(path))
                        .map(each -> each.substring(path.length()))
                        .filter(each -> each.indexOf('/') < 0)
                        .collect(joining(", "));
        String where = up.isEmpty() ? "the network" : up;
        return "a place must be in the network, but '%s' is not; %s"
                .formatted(
                        address,
                        parts.isEmpty()
                                ? "%s is one layer and has no parts".formatted(where)
                                : "%s has %s".formatted(where, parts));
    }

    static String image(Shape shape) {
        return shape.slice(1).stream().map(e -> String.valueOf(e.getKey())).collect(joining("x"));
    }

    @Override
    public String toString() {
        return all.stream().map(ModulePath::toString).collect(joining("\n"));
    }
}
