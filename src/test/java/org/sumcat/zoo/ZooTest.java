package org.sumcat.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sumcat.network.Network;
import org.sumcat.network.NetworkSummary;
import org.sumcat.nn.Dropout;
import org.sumcat.nn.Gated;
import org.sumcat.zoo.DenseNet.MemoryUse;
import org.sumcat.zoo.DenseNet.Stem;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ZooTest {

    @Test
    void BC_100_12_has_the_0_8M_parameters_of_table_2() {
        var anatomy =
                NetworkSummary.of(
                        Zoo.network("densenet-bc:depth=100,growth=12"), new Shape(3, 32, 32), 10);
        assertThat(anatomy.parameters()).isEqualTo(769_162);
    }

    @ParameterizedTest
    @MethodSource("org.sumcat.zoo.Zoo#networks")
    void every_listed_network_is_found_by_the_name_it_prints(Network network) {
        assertThat(Zoo.network(network.spec())).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lenet:form=paper,activation=tanh,pooling=average,padding=1",
                "alexnet:form=d2l,dropout=0.25",
                "nin:form=imagenet,dropout=0.0",
                "vgg:depth=13,norm=true,width=512,pool=7,dropout=0.1",
                "googlenet:form=paper,heads=false",
                "googlenet:form=d2l,heads=true",
                "plain:depth=14,width=12",
                "bn-inception:form=released",
                "inception-v2:dropout=0.5",
                "inception-v3:heads=false,dropout=0.2",
                "inception-v4:dropout=0.0",
                "inception-resnet-v1:dropout=0.0",
                "inception-resnet-v2:dropout=0.5",
                "resnet-cifar:depth=26,width=8,shortcut=a-both",
                "resnet-cifar:depth=20,width=16,shortcut=a-avg",
                "stochastic-depth:depth=26,width=8,shortcut=a,survival=0.8",
                "resnet:depth=101,form=paper",
                "resnet:depth=50,form=torchvision,shortcut=a",
                "resnet:depth=34,form=paper,shortcut=none",
                "preact-resnet:depth=20,width=8,unit=basic",
                "preact-resnet:depth=29,width=16,unit=bottleneck,shortcut=a-both",
                "densenet:depth=22,growth=9",
                "densenet:blocks=3-4-5,growth=9,initial=20",
                "densenet-b:depth=22,growth=8,bottleneck=2",
                "densenet-c:depth=22,growth=8,compression=0.25,dropout=0.2",
                "densenet-bc:depth=22,growth=8,initial=10",
                "densenet:depth=22,growth=9,bias=true",
                "densenet-bc:blocks=2-3,growth=9,bias=true",
                "densenet-imagenet:blocks=2-2,growth=8,bottleneck=0,compression=1.0,bias=true"
            })
    void a_long_name_leads_to_a_network_that_prints_it(String spec) {
        assertThat(Zoo.network(spec).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("org.sumcat.zoo.Zoo#families")
    void a_family_by_its_bare_name_has_the_values_it_lists(Family family) {
        assertThat(family.keys()).isNotEmpty();
        family.keys()
                .forEach(
                        (key, value) -> {
                            String typed = "%s:%s=%s".formatted(family.name(), key, value);
                            if (!value.startsWith("(")) {
                                assertThat(Zoo.network(typed))
                                        .as(typed)
                                        .isEqualTo(Zoo.network(family.name()));
                            }
                        });
    }

    /** The words that a key is said to take are those that its refusal names, and no others. */
    @ParameterizedTest
    @MethodSource("org.sumcat.zoo.Zoo#families")
    void a_family_lists_every_word_and_every_bound_of_its_keys(Family family) {
        assertThat(family.values()).containsOnlyKeys(family.keys().keySet());
        family.values()
                .forEach(
                        (key, takes) -> {
                            var range = Pattern.compile("(\\d+) to (\\d+)").matcher(takes);
                            if (range.matches()) {
                                int most = Integer.parseInt(range.group(2));
                                assertThat(Zoo.network(typed(family, key, range.group(1))))
                                        .isNotNull();
                                assertThat(Zoo.network(typed(family, key, most))).isNotNull();
                                assertThatThrownBy(() -> Zoo.network(typed(family, key, most + 1L)))
                                        .hasMessageContaining(" to %d", most);
                            } else if (takes.matches("[a-z0-9-]+( [a-z0-9-]+)*")
                                    && !takes.contains(" to ")) {
                                String listed = takes.replace(' ', ',');
                                assertThatThrownBy(() -> Zoo.network(typed(family, key, "1")))
                                        .as(typed(family, key, "1"))
                                        .extracting(e -> words(e.getMessage()))
                                        .isEqualTo(words("one of " + listed + ", but"));
                            }
                        });
    }

    private static String typed(Family family, String key, Object value) {
        return "%s:%s=%s".formatted(family.name(), key, value);
    }

    /** {@code [a, b]} of {@code "must be one of a, b, but"} and of {@code "a or b, but"}. */
    private static List<String> words(String message) {
        String choice = message.replaceFirst(".* must be ", "").replaceFirst("^one of ", "");
        return List.of(choice.replaceFirst(", but.*", "").split(", ?| or "));
    }

    @Test
    void nobody_can_change_the_keys_of_a_family() {
        assertThatThrownBy(() -> Zoo.families().get(0).keys().put("depth", "8"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void families_are_told_apart_by_bottleneck_and_compression() {
        assertThat(List.of("densenet", "densenet-b", "densenet-c", "densenet-bc"))
                .extracting(name -> Zoo.network(name).family())
                .containsExactly("DenseNet", "DenseNet-B", "DenseNet-C", "DenseNet-BC");
    }

    @Test
    void dropout_changes_no_parameter_and_no_shape() {
        var with = NetworkSummary.of(Zoo.network("densenet-bc:depth=40,growth=12,dropout=0.2"));
        var without = NetworkSummary.of(Zoo.network("densenet-bc-40-12"));
        assertThat(with.parameters()).isEqualTo(without.parameters());
        assertThat(with.stages()).isEqualTo(without.stages());
    }

    @Test
    void dropout_stands_behind_each_convolution_but_the_first() {
        Block net = Zoo.network("densenet-bc:depth=40,growth=12,dropout=0.2").build(10);
        // 3 blocks of 6 layers of 2 convolutions each, and 2 transitions
        assertThat(all(net, Dropout.class)).hasSize(3 * 6 * 2 + 2);
        assertThat(all(net, Convolution.class)).hasSize(3 * 6 * 2 + 2 + 1);
    }

    @Test
    void survival_falls_in_equal_steps_to_that_of_the_last_unit() {
        // Huang et al. 2016, section 3: p_l = 1 - l/L (1 - p_L), here L = 54 and p_L = 0.5
        var gates = all(Zoo.network("stochastic-depth-110").build(10), Gated.class);
        assertThat(gates).hasSize(54);
        assertThat(gates.get(0).survival()).isCloseTo(1 - 1 / 108.0, offset(1e-12));
        assertThat(gates.get(26).survival()).isCloseTo(0.75, offset(1e-12));
        assertThat(gates.get(53).survival()).isEqualTo(0.5);
    }

    @Test
    void a_preset_with_a_key_is_told_how_its_family_writes_that() {
        for (Family family : Zoo.families()) {
            for (Network preset : family.networks()) {
                if (preset.spec().equals(family.name())) {
                    continue; // alexnet is both
                }
                for (String key : family.keys().keySet()) {
                    String own = value(family, key);
                    String asked = preset.spec() + ":" + key + "=" + own;
                    assertThatThrownBy(() -> Zoo.network(asked))
                            .hasMessageStartingWith("a preset takes no keys, but was '" + asked)
                            .hasMessageMatching("(?s).*'; (write|it is) " + family.name() + ".*");
                }
            }
        }
        assertThatThrownBy(() -> Zoo.network("resnet-20:width=8"))
                .hasMessageEndingWith("; write resnet-cifar:depth=20,width=8,shortcut=a");
        assertThat(Zoo.network("resnet-cifar:depth=20,width=8,shortcut=a")).isNotNull();
    }

    /** The usual value of a key, or any word where that follows from others. */
    private static String value(Family family, String key) {
        String usual = family.keys().getOrDefault(key, "");
        return usual.isEmpty() || usual.startsWith("(") ? "1" : usual;
    }

    private static <T extends Block> List<T> all(Block block, Class<T> kind) {
        var found = new ArrayList<T>();
        if (kind.isInstance(block)) {
            found.add(kind.cast(block));
        }
        block.getChildren().values().forEach(child -> found.addAll(all(child, kind)));
        return found;
    }

    @Nested
    class Refused_with_the_rule_the_value_and_a_way_out {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        densnet-121             | SPEC must name a network, but there is no 'densnet-121'; did you mean densenet-121, densenet-161, densenet-100-12? (./sumcat networks lists all)
                        densenet-bc:deep=100    | densenet-bc has no key 'deep'; it has depth, growth, blocks, bottleneck, compression, initial, dropout, bias, memory; did you mean depth?
                        densenet-bc:depth=99    | depth must be 6n + 4 (n bottleneck layers in 3 blocks), but was 99; try 100
                        densenet:depth=41       | depth must be 3n + 4 (n layers in 3 blocks), but was 41; try 40
                        lenet:padding=3         | padding must be from 0 to 2 (2 makes 32 pixels of 28), but was 3
                        lenet:pooling=min       | pooling of lenet must be one of max, average, trainable, but was 'min'
                        alexnet:dropout=1       | dropout must lie from 0 to below 1, but was 1.0
                        alexnet:form=3gpu       | form of alexnet must be one of paper, tower, torchvision, d2l, but was '3gpu'
                        vgg:depth=12            | depth of a VGG must be one of 11, 13, 16, 19, but was 12
                        vgg:width=0             | width must be from 1 to 32768 (8 times that of the paper), but was 0
                        vgg:pool=-1             | pool must be from 0 to 100 (torchvision has 7), but was -1
                        googlenet:heads=2       | heads of googlenet must be true or false, but was '2'
                        resnet-cifar:depth=21   | depth must be 6n + 2 (n units of two layers in 3 stages), but was 21; try 20
                        resnet:depth=19         | depth must be one of 18, 34, 50, 101, 152, but was 19; small images: resnet-cifar
                        inception-v3:heads=large | heads of inception-v3 must be true or false, but was 'large'
                        inception-v4:dropout=1  | dropout must lie from 0 to below 1, but was 1.0
                        densenet-bc:depth=x     | depth of densenet-bc must be a whole number, but was 'x'
                        densenet-c:compression=2 | compression must lie above 0 and up to 1 (1 for none), but was 2.0
                        densenet:growth=0       | growth must be from 1 to 1000 (48 is the largest published), but was 0
                        densenet-b:bottleneck=0 | bottleneck of densenet-b must be at least 1, but was 0; without: densenet
                        densenet-bc:bottleneck=0 | bottleneck of densenet-bc must be at least 1, but was 0; without: densenet-c
                        densenet:growth=999999999 | growth must be from 1 to 1000 (48 is the largest published), but was 999999999
                        densenet:initial=999999999 | initial must be from 1 to 10000 (96 is the largest published), but was 999999999
                        densenet-b:bottleneck=999999999 | bottleneck must be from 0 to 100 (0 for none, 4 in the paper), but was 999999999
                        densenet:depth=2147483647 | depth must be at most 3004 (1000 layers in a block), but was 2147483647
                        densenet-bc:depth=2147483644 | depth must be at most 6004 (1000 layers in a block), but was 2147483644
                        densenet:blocks=2-2147483647 | every dense block must have from 1 to 1000 layers (the longest published has 64), but they have [2, 2147483647]
                        densenet:blocks=1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1 | the number of dense blocks must be from 1 to 16 (each halves the image), but was 17
                        densenet-c:compression=0.001 | a transition must keep at least 1 feature map, but compression 0.001 keeps none of 160; use a larger one
                        densenet-c:compression=0.0001,initial=10000,depth=7,growth=1 | a transition must keep at least 1 feature map, but compression 1.0E-4 keeps none of 2; use a larger one
                        resnet-cifar:depth=2147483642 | depth must be at most 6002 (1000 units in a stage, five times as many as published), but was 2147483642
                        resnet-cifar:width=999999999 | width must be from 1 to 2048 (128 times that of the papers), but was 999999999
                        densenet:memory=little  | memory of densenet must be one of plain, efficient, least, but was 'little'
                        densenet:memory=least,dropout=0.2 | memory=least runs layers twice, so dropout must be 0, but was 0.2; take memory=efficient
                        densenet:growth         | a spec is written name:key=value,key=value, but has 'growth' in 'densenet:growth'
                        densenet:growth=3,growth=4 | a key may stand once in a spec, but 'densenet:growth=3,growth=4' repeats one
                        densenet:depth=40,blocks=2-2 | a DenseNet has either depth or blocks, but both were given; leave one out
                        resnet-cifar:shortcut=c | shortcut of resnet-cifar must be one of none, a, a-both, a-avg, b, but was 'c'
                        stochastic-depth:survival=0 | survival must lie above 0 and up to 1 (1: always), but was 0.0
                        stochastic-depth:survival=NaN | survival must lie above 0 and up to 1 (1: always), but was NaN
                        stochastic-depth:shortcut=none | a unit that may be skipped must have a shortcut, but has none; take a, a-both, a-avg or b
                        resnet:depth=18,form=d2l,shortcut=a | d2l's form has depth 18 and shortcut b only, but they were 18 and a
                        preact-resnet:depth=110,unit=bottleneck,shortcut=none | shortcut of preact-resnet must be one of a, a-both, a-avg, b, but was 'none'
                        preact-resnet:depth=100 | depth must be 9n + 2 (n bottleneck units in 3 stages), but was 100; try 101
                        preact-resnet:depth=2,unit=basic | depth must be 6n + 2 (n basic units in 3 stages), but was 2; try 8
                        preact-resnet:depth=9011 | depth must be at most 9002 (1000 units in a stage, five times as many as published), but was 9011
                        skeleton-sum:depth=13   | a preset takes no keys, but was 'skeleton-sum:depth=13'; write skeleton:join=sum,depth=13,width=16
                        lenet-5:poling=max      | a preset takes no keys, but was 'lenet-5:poling=max'; it is lenet:form=modern,activation=relu,pooling=max,padding=2, and as such: lenet has no key 'poling'; it has form, activation, pooling, padding; did you mean pooling, padding?
                        skeleton:depth=1000000,width=1 | depth must be at most 1204 (400 layers in a stage, as many as ResNet-1202 has), but was 1000000
                        """)
        void is(String spec, String message) {
            assertThatThrownBy(() -> Zoo.network(spec))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }

        @Test
        void is_a_dense_block_without_layers() {
            assertThatThrownBy(
                            () ->
                                    new DenseNet(
                                            List.of(4, 0),
                                            12,
                                            4,
                                            0.5,
                                            24,
                                            0,
                                            Stem.SMALL,
                                            false,
                                            MemoryUse.PLAIN))
                    .hasMessage(
                            "every dense block must have from 1 to 1000 layers (the longest published has 64), but they have [4, 0]");
        }
    }
}
