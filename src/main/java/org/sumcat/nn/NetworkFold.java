package org.sumcat.nn;

import java.util.List;
import org.sumcat.nn.NetworkGraph.Fork;
import org.sumcat.nn.NetworkGraph.Layer;
import org.sumcat.nn.NetworkGraph.Series;
import org.sumcat.nn.NetworkGraph.Stage;

/**
 * What flows through a network beside its numbers: channels and who made them, say.
 *
 * @param <F> what flows
 */
public interface NetworkFold<F> {
    /** What a layer makes of it. */
    F layer(Layer layer, F in);

    /** What comes of branches that were each given the same. */
    F fork(Fork fork, F in, List<F> branches);

    /** What parts one after the other make of it. */
    default F series(Series series, F in) {
        F now = in;
        for (Stage stage : series.stages()) {
            now = stage.part().fold(now, this);
        }
        return now;
    }
}
