package org.sumcat.nn;

import java.util.List;
import org.sumcat.nn.NetworkGraph.Child;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.NetworkGraph.Sequential;

/**
 * A fold over the tree of a network: a value that each part maps to another, such as channels and
 * their origins.
 *
 * @param <F> what flows
 */
public interface NetworkFold<F> {
    /** Maps the value that reaches a layer. */
    F layer(Layer layer, F in);

    /** Joins the values of branches that were each given the same one. */
    F fork(Fork fork, F in, List<F> branches);

    /** Maps the value through parts in sequence. */
    default F series(Sequential series, F in) {
        F now = in;
        for (Child stage : series.stages()) {
            now = stage.part().fold(now, this);
        }
        return now;
    }
}
