package org.sumcat.measure;

import ai.djl.nn.Block;
import java.util.IdentityHashMap;
import org.sumcat.nn.Places;
import org.sumcat.nn.Places.Place;

/** The way back from a block to its place. */
final class Addresses {
    private final IdentityHashMap<Block, Place> places = new IdentityHashMap<>();

    Addresses(Places all) {
        all.all().forEach(place -> places.put(place.block(), place));
    }

    /** The address of a block; {@code network} for the network itself, which has none. */
    String of(Block block) {
        Place place = places.get(block);
        return place == null ? "network" : place.address();
    }

    /** What the place of a block is. */
    String words(Block block) {
        Place place = places.get(block);
        return place == null ? "network" : place.words();
    }
}
