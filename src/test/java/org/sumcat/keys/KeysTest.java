package org.sumcat.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.network.Network;
import org.sumcat.zoo.Zoo;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    /** One component of each kind that a key may have. */
    record Toy(
            int size,
            double weight,
            boolean loud,
            String name,
            Colour colour,
            List<Integer> wheels,
            List<Double> prices,
            List<Colour> colours,
            Network network,
            List<Network> networks,
            int hidden) {
        Toy {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1, but was " + size);
            }
        }
    }

    private static final Toy USUAL =
            new Toy(
                    2,
                    0.5,
                    true,
                    "bear",
                    Colour.RED,
                    List.of(4, 4, 4),
                    List.of(1.5),
                    List.of(Colour.RED),
                    Zoo.network("lenet-5"),
                    List.of(Zoo.network("vgg-11")),
                    7);

    private final Keys<Toy> keys =
            Keys.of(USUAL, Zoo.NAMED)
                    .key("size", "1 to 9")
                    .option("weight")
                    .follows("(a quarter of size)", of -> of.whole("size") / 4.0)
                    .option("loud")
                    .option("name")
                    .option("colour")
                    .option("wheels")
                    .option("prices")
                    .option("colours")
                    .option("network")
                    .option("networks");

    @Test
    void every_kind_of_component_is_written_as_it_is_read() {
        String spec =
                "toy:size=3,weight=2.0,loud=false,name=cat,colour=dark-blue,wheels=2-1,"
                        + "prices=0.5+3.0,colours=dark-blue+red,network=densenet-bc:depth=40/growth=15,"
                        + "networks=resnet-20+plain-20";
        Toy toy = keys.read(Spec.parse(spec));
        assertThat(toy.colours()).containsExactly(Colour.DARK_BLUE, Colour.RED);
        assertThat(toy.network()).isEqualTo(Zoo.network("densenet-bc:depth=40,growth=15"));
        assertThat(toy.hidden()).as("has no key").isEqualTo(7);
        assertThat(keys.write("toy", toy)).isEqualTo(spec);
    }

    @Test
    void what_is_usual_is_left_out_but_for_keys_that_are_always_written() {
        assertThat(keys.write("toy", USUAL)).isEqualTo("toy:size=2");
    }

    @Test
    void a_value_that_follows_from_another_follows_it_until_it_is_given() {
        Toy large = keys.read(Spec.parse("toy:size=8"));
        assertThat(large.weight()).isEqualTo(2);
        assertThat(keys.with(large, "size", 4).weight()).isEqualTo(1);
        Toy heavy = keys.read(Spec.parse("toy:size=8,weight=3"));
        assertThat(keys.with(heavy, "size", 4).weight()).isEqualTo(3);
        assertThat(keys.usualValues()).containsEntry("weight", "(a quarter of size)");
    }

    @Test
    void what_a_record_refuses_is_said_in_its_own_words() {
        assertThatThrownBy(() -> keys.read(Spec.parse("toy:size=0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be at least 1, but was 0");
    }

    @Test
    void a_component_without_a_key_cannot_be_set() {
        assertThatThrownBy(() -> keys.read(Spec.parse("toy:hidden=1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("toy has no key 'hidden'; it has size, weight, loud");
    }

    @Test
    void a_list_may_be_written_as_the_number_that_stands_for_it() {
        var numbered =
                Keys.of(USUAL, Zoo.NAMED)
                        .alias(
                                "each",
                                "wheels",
                                "1 to 4",
                                each -> Collections.nCopies(3, each),
                                KeysTest::each)
                        .option("wheels")
                        .follows("(from each)", of -> of.get("wheels", List.class));
        assertThat(numbered.read(Spec.parse("toy:each=2")).wheels()).containsExactly(2, 2, 2);
        assertThat(numbered.write("toy", USUAL)).isEqualTo("toy:each=4");
        String mixed = "toy:wheels=1-2-3";
        assertThat(numbered.write("toy", numbered.read(Spec.parse(mixed)))).isEqualTo(mixed);
        assertThatThrownBy(() -> numbered.read(Spec.parse("toy:each=2,wheels=1-2")))
                .hasMessage("a Toy has either each or wheels, but both were given; leave one out");
    }

    private static Optional<Integer> each(Values of) {
        List<?> wheels = of.get("wheels", List.class);
        boolean same = wheels.stream().distinct().count() == 1;
        return same ? Optional.of((int) wheels.get(0)) : Optional.empty();
    }
}
