package org.sumcat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sumcat.nn.Layers.avgPool;
import static org.sumcat.nn.Layers.bnRelu;
import static org.sumcat.nn.Layers.conv;
import static org.sumcat.nn.Layers.dropout;
import static org.sumcat.nn.Layers.maxPool;
import static org.sumcat.nn.Layers.relu;
import static org.sumcat.nn.Layers.seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.nn.Chain;
import org.sumcat.nn.Layers;
import org.sumcat.nn.ModulePath;
import org.sumcat.nn.ModulePaths;
import org.sumcat.nn.Window;

/** A 1x1 convolution and the mean behind it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoolBeforePointwiseTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = manager.arange(64f).reshape(2, 2, 4, 4).square().div(900);
    private final Chain net = seq(conv(3, 1, 1, true), avgPool(Window.tiles(2)));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void Give_the_same_the_other_way_round() {
        net.initialize(manager, DataType.FLOAT32, x.getShape());
        float[][] numbers = {{1, -2, 0.5f, 3, -1, 1}, {0.25f, -1, 2}};
        for (int i = 0; i < numbers.length; i++) {
            net.getParameters().valueAt(i).getArray().set(numbers[i]);
        }
        float[] wanted = run(Rules.PLAIN, null);
        assertThat(run(Rules.DEFAULT, null))
                .hasSize(24)
                .containsExactly(wanted, Assertions.offset(1e-5f));
    }

    @Test
    void Run_as_written_where_someone_watches() {
        net.initialize(manager, DataType.FLOAT32, x.getShape());
        var seen = new ArrayList<Shape>();
        ModulePaths places = ModulePaths.of(net, x.getShape());
        var hooks = Hooks.on(places);
        for (ModulePath each : places.all()) {
            hooks = hooks.observe(each.address(), y -> seen.add(y.getShape()));
        }
        run(Rules.DEFAULT, hooks);
        assertThat(seen).containsExactly(new Shape(2, 3, 4, 4), new Shape(2, 3, 2, 2));
    }

    @Test
    void Change_places_only_where_they_commute() {
        Block mean = avgPool(Window.tiles(2));
        assertThat(PoolBeforePointwise.isAt(List.of(relu(), conv(3, 1), mean), 1)).isTrue();
        for (Block other :
                List.of(
                        conv(3, 3),
                        conv(3, 1, 2),
                        conv(3, Window.of(1).padding(1), false),
                        relu())) {
            assertThat(PoolBeforePointwise.isAt(List.of(other, mean), 0)).isFalse();
        }
        for (Block other :
                List.of(
                        maxPool(Window.tiles(2)),
                        avgPool(Window.of(3)),
                        avgPool(Window.tiles(2).ceil()),
                        Layers.avgPoolInside(Window.tiles(2)),
                        Layers.globalAvgPool(),
                        bnRelu(),
                        dropout(0.5))) {
            assertThat(PoolBeforePointwise.isAt(List.of(conv(3, 1), other), 0)).isFalse();
        }
        assertThat(PoolBeforePointwise.isAt(List.of(conv(3, 1)), 0)).isFalse();
    }

    private float[] run(Rules rules, @Nullable Hooks hooks) {
        var pass = new Pass(new ParameterStore(manager, false), false, rules, hooks);
        return pass.run(net, x).singletonOrThrow().toFloatArray();
    }
}
