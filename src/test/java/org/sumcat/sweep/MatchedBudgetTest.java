package org.sumcat.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.data.DrawnSet;
import org.sumcat.device.Compute;
import org.sumcat.network.Network;
import org.sumcat.recipe.Recipe;
import org.sumcat.sweep.MatchedBudget.Contender;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MatchedBudgetTest {
    private static final Recipe TEN = Recipe.quick().withEpochs(10);

    private static List<Network> networks(String... specs) {
        return Stream.of(specs).map(Zoo::network).toList();
    }

    private static MatchedBudget of(Equal equal, List<Network> networks) {
        return MatchedBudget.of(
                equal,
                networks,
                TEN,
                10,
                network -> {
                    throw new AssertionError("nothing is to be measured");
                });
    }

    @Test
    void with_equal_epochs_every_network_is_as_named() {
        assertThat(of(Equal.EPOCHS, networks("lenet-5", "resnet-20")).contenders())
                .containsExactly(
                        new Contender(Zoo.network("lenet-5"), 10, 61_706, 416_520, null),
                        new Contender(Zoo.network("resnet-20"), 10, 269_434, 30_821_248, null));
    }

    /** Parameters and MACs of both skeletons are counted in BudgetTest. */
    @Test
    void with_equal_parameters_or_MACs_the_others_follow_the_first() {
        var rivals = networks("skeleton:join=sum,depth=7,width=32", "skeleton:join=concat,depth=7");
        assertThat(of(Equal.PARAMETERS, rivals).contenders().get(1))
                .isEqualTo(
                        new Contender(
                                Zoo.network("skeleton:join=concat,depth=7,width=31"),
                                10,
                                204_920,
                                26_591_056,
                                null));
        assertThat(of(Equal.MACS, rivals).contenders().get(1))
                .isEqualTo(
                        new Contender(
                                Zoo.network("skeleton:join=concat,depth=7,width=30"),
                                10,
                                192_040,
                                24_910_080,
                                null));
    }

    @Test
    void with_equal_seconds_a_network_twice_as_slow_trains_half_as_long() {
        var footing =
                MatchedBudget.of(
                        Equal.SECONDS,
                        networks("plain-20", "resnet-20", "lenet-5"),
                        TEN,
                        10,
                        network ->
                                switch (network.spec()) {
                                    case "plain-20" -> 3;
                                    case "resnet-20" -> 6.2;
                                    default -> 0.5;
                                });
        assertThat(footing.contenders())
                .extracting(Contender::epochs)
                .containsExactly(10, 5, 60); // 30 s, 31 s, 30 s
        assertThat(footing.contenders().get(1).recipe(TEN)).isEqualTo(TEN.withEpochs(5));
        assertThat(footing.contenders().get(0).recipe(TEN)).isEqualTo(TEN);
        assertThat(footing.lines())
                .containsExactly(
                        "equal: training seconds, as closely as whole epochs allow",
                        "  plain-20: 269,434 parameters, 30,821,248 MACs, 10 epochs of 3.00 s, 30.0"
                                + " s in all",
                        "  resnet-20: 269,434 parameters, 30,821,248 MACs, 5 epochs of 6.20 s, 31.0"
                                + " s in all",
                        "  lenet-5: 61,706 parameters, 416,520 MACs, 60 epochs of 0.500 s, 30.0 s"
                                + " in all");
    }

    @Test
    void a_network_too_slow_for_a_whole_epoch_is_refused() {
        assertThatThrownBy(
                        () ->
                                MatchedBudget.of(
                                        Equal.SECONDS,
                                        networks("lenet-5", "plain-20"),
                                        TEN,
                                        10,
                                        network -> network.spec().equals("lenet-5") ? 1 : 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "equal seconds need whole epochs that take about 10.0 s, but plain-20 takes"
                                + " 20.0 s an epoch; use more epochs, or name the slower network"
                                + " first");
    }

    @Test
    void networks_that_would_become_one_are_refused() {
        assertThatThrownBy(() -> of(Equal.MACS, networks("plain-20", "plain:depth=20,width=8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "networks of a comparison must differ, but with equal MACs plain-20 and"
                                + " plain:depth=20,width=8 are both plain-20; leave one out");
    }

    @Test
    void an_unknown_reading_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> Equal.named("mac"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "--equal must be one of epochs, parameters, macs, seconds, but was 'mac';"
                                + " did you mean macs?");
    }

    @Test
    void a_calibration_times_a_whole_epoch_from_a_part_of_it() {
        var data = DrawnSet.draw(400, 100, 1);
        var recipe = Recipe.quick().withBatch(10).withImages(0).withValidation(100);
        var network = Zoo.network("lenet-5");
        var whole = new Calibration(recipe, data, Compute.of("cpu"));
        assertThat(whole.secondsPerEpoch(network)).isPositive().isLessThan(60);
    }
}
