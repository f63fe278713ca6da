package org.sumcat.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sumcat.torch.Scalars;
import org.sumcat.torch.Tape;

/** Layers that keep nothing, and run once more with a tape; {@link FullRecomputation}. */
record RerunLayers(Pass pass) implements RecomputedBlock.Way {
    private static final Set<Parameter.Type> STATISTICS =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);

    @Override
    public NDArray forward(Block layer, NDArray read, boolean zeros) {
        return ChannelPadding.layer(layer, read, zeros, pass);
    }

    /** The running statistics have seen the batch already. */
    @Override
    public NDArray back(Block layer, NDArray read, boolean zeros, NDArray gradient) {
        List<NDArray> statistics =
                layer.getParameters().values().stream()
                        .filter(parameter -> STATISTICS.contains(parameter.getType()))
                        .map(Parameter::getArray)
                        .toList();
        List<NDArray> asTheyAre = statistics.stream().map(NDArray::duplicate).toList();
        try (NDArray start = Tape.start(read)) {
            try (NDArray end =
                    Tape.withTape(
                            true,
                            () -> new NDList(ChannelPadding.layer(layer, start, zeros, pass)))) {
                Tape.walkBack(end, gradient);
            }
            for (int i = 0; i < statistics.size(); i++) {
                try (NDArray old = asTheyAre.get(i)) {
                    Scalars.overwrite(statistics.get(i), old);
                }
            }
            return start.getGradient();
        }
    }
}
