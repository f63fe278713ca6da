package org.sumcat.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.zoo.Skeleton;
import org.sumcat.zoo.Zoo;

/**
 * Counted by hand, for skeletons of one layer in each stage (depth 7), of width w, on 28 x 28.
 *
 * <p>Sum: 9 w + 9 (w² + 4 w² + 16 w²) + (2 w² + 8 w²) + 2 (7 w + 3 w + 4 w) + 40 w + 10 = 199 w² +
 * 77 w + 10 parameters; 784 (9 w + 9 w² + 2 w²) + 196 (36 w² + 8 w²) + 49 144 w² + 40 w = 24,304 w²
 * + 7,096 w MACs. Concatenation: 9 w + 189 w² + (4 w² + 16 w²) + 2 (7 w + 6 w + 8 w) + 80 w + 10 =
 * 209 w² + 131 w + 10 parameters; 27,440 w² + 7,136 w MACs.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BudgetTest {
    private static final Network SUM_32 = new Skeleton(Fusion.SUM, 7, 32);

    private static Network concat(int width) {
        return new Skeleton(Fusion.CONCAT, 7, width);
    }

    @Test
    void the_same_parameters_as_206250_are_204920_at_width_31() {
        var budget = Budget.parameters(SUM_32);
        assertThat(budget.amount()).isEqualTo(206_250);
        assertThat(budget.fit(concat(8))).isEqualTo(concat(31));
        assertThat(budget.off(concat(31))).isCloseTo((204_920 - 206_250) / 206_250.0, within(1e-9));
    }

    @Test
    void the_same_MACs_as_25114368_are_24910080_at_width_30() {
        var budget = Budget.macs(SUM_32);
        assertThat(budget.amount()).isEqualTo(25_114_368);
        assertThat(budget.fit(1, 1024, BudgetTest::concat)).isEqualTo(concat(30));
        assertThat(budget.off(concat(30)))
                .isCloseTo((24_910_080 - 25_114_368) / 25_114_368.0, within(1e-9));
    }

    @Test
    void MACs_are_those_for_the_images_that_a_network_sees() {
        // Four times the pixels, four times the MACs of convolutions: half the width, about.
        var half = Budget.macs(SUM_32).at(new Shape(1, 56, 56)).fit(new Skeleton(Fusion.SUM, 7, 1));
        assertThat(half).isEqualTo(new Skeleton(Fusion.SUM, 7, 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "skeleton:join=plain,depth=10,width=5 | skeleton:join=plain,depth=10,width=20",
                "plain-20 | plain:depth=20,width=40",
                "resnet-20 | resnet-cifar:depth=20,width=24,shortcut=a",
                "stochastic-depth:depth=14 | stochastic-depth:depth=14,width=9",
                "preact-resnet:depth=20 | preact-resnet:depth=20,width=10",
                "densenet-40-12 | densenet:depth=40,growth=17",
                "densenet-b:depth=40 | densenet-b:depth=40,growth=9",
                "densenet-c:depth=40 | densenet-c:depth=40,growth=20",
                "densenet-bc-40-12 | densenet-bc:depth=40,growth=20",
                "densenet-bc:depth=40,initial=7 | densenet-bc:depth=40,growth=20,initial=7",
                "densenet-121 | densenet-imagenet:blocks=6-12-24-16,growth=12",
            })
    void every_family_with_one_width_finds_the_width_that_another_has(String spec, String wanted) {
        var budget = Budget.parameters(Zoo.network(wanted));
        assertThat(budget.fit(Zoo.network(spec))).isEqualTo(Zoo.network(wanted));
    }

    @Test
    void a_budget_between_two_widths_is_refused_with_the_nearest() {
        // 52,186 parameters; concatenated, width 15 has 49,000 and width 16 has 55,610
        var budget = Budget.parameters(new Skeleton(Fusion.SUM, 7, 16));
        assertThatThrownBy(() -> budget.fit(concat(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a network must take 52,186 parameters within 2%, but the nearest is"
                                + " skeleton:join=concat,depth=7,width=15 with 49,000 (-6.1%);"
                                + " use another depth, or a wider network to compare it with");
    }

    @Test
    void a_budget_below_the_narrowest_or_above_the_widest_is_refused() {
        var tiny = new Budget(Cost.PARAMETERS, 100, new Shape(1, 28, 28), 10);
        assertThatThrownBy(() -> tiny.fit(concat(8)))
                .hasMessageContaining("width=1 with 350 (+250.0%)"); // 209 + 131 + 10
        assertThatThrownBy(() -> Budget.parameters(SUM_32).fit(2, 3, BudgetTest::concat))
                .hasMessageContaining("width=3 with 2,284"); // 1,881 + 393 + 10
    }

    @Test
    void a_network_whose_widths_are_fixed_fits_as_it_is_or_not_at_all() {
        Network lenet = Zoo.network("lenet-5");
        assertThat(Budget.macs(lenet).fit(lenet)).isSameAs(lenet);
        assertThatThrownBy(() -> Budget.parameters(SUM_32).fit(lenet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lenet-5 must take 206,250 parameters within 2%, but takes 61,706, and no single key makes it smaller or larger; name it first, so that"
                                + " others follow it, or use another");
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new Budget(Cost.MACS, 0, new Shape(1, 28, 28), 10))
                .hasMessage("a budget must be at least 1 of MACs, but was 0");
        assertThatThrownBy(() -> Budget.macs(SUM_32).fit(5, 4, BudgetTest::concat))
                .hasMessage("the least must not exceed the most, but was 5 of 4");
    }
}
