package org.sumcat.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ForeachTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final Foreach rule =
            new Foreach(
                    List.of("a", "b"),
                    List.of("n"),
                    "torch._foreach_add_(a, torch._foreach_mul(b, n))");

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void Every_array_is_changed_in_its_place_whatever_portions_a_cache_holds() {
        // 3 portions: 30000 and 30000; 70000, more than a portion; 5 and 60000
        int[] lengths = {30_000, 30_000, 70_000, 5, 60_000};
        List<NDArray> a = arrays(lengths, 1);
        List<NDArray> b = arrays(lengths, 2);
        rule.apply(List.of(a, b), manager.create(10f));
        assertThat(a)
                .allSatisfy(array -> assertThat(array.toFloatArray()).containsOnly(1 + 10 * 2));
        assertThat(b).allSatisfy(array -> assertThat(array.toFloatArray()).containsOnly(2));
    }

    @Test
    void A_list_too_few_is_refused() {
        assertThatThrownBy(() -> rule.apply(List.of(arrays(new int[] {1}, 1)), manager.create(1f)))
                .hasMessage("there must be 2 lists, but were 1");
    }

    @Test
    void So_are_lists_that_are_not_equally_long() {
        List<NDArray> two = arrays(new int[] {1, 1}, 1);
        assertThatThrownBy(() -> rule.apply(List.of(two, two.subList(0, 1)), manager.create(1f)))
                .hasMessage("lists must be equally long, but were [2, 1]");
    }

    private List<NDArray> arrays(int[] lengths, float value) {
        return Arrays.stream(lengths)
                .mapToObj(length -> manager.full(new Shape(length), value))
                .toList();
    }
}
