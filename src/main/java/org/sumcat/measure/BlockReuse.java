package org.sumcat.measure;

import java.util.List;

/**
 * A dense block with its layers as targets.
 *
 * @param name the part of the figure it lies in, {@code dense1}
 * @param targets by how many sources they read: the paper's columns; the last reads all
 */
public record BlockReuse(String name, List<Reuse.Target> targets) {
    public BlockReuse {
        targets = List.copyOf(targets);
    }

    /** The sources of the last target: the paper's rows. */
    public List<Reuse.Source> sources() {
        return targets.get(targets.size() - 1).sources();
    }
}
