package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DrawnSetTest {
    private static final Dataset SET = DrawnSet.draw(2000, 500, 1);
    private static final double[][] MEANS = means();

    @Test
    void It_has_the_shape_and_the_classes_of_Fashion_MNIST() {
        assertThat(SET.classes()).isEqualTo(FashionMnist.CLASSES);
        assertThat(SET.train()).hasToString("Images[2000 of 28x28]");
        assertThat(SET.test()).hasToString("Images[500 of 28x28]");
        assertThat(SET.isStandIn()).isTrue();
        assertThat(SET.origin()).isEqualTo("drawn by Sumcat (seed 1)");
    }

    @Test
    void Every_ten_images_hold_every_class_once() {
        for (int ten = 0; ten < 500; ten += 10) {
            assertThat(IntStream.range(ten, ten + 10).map(SET.test()::label))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void A_seed_gives_the_same_bytes_on_every_machine() {
        // Runs on other machines name this fingerprint: it changes only with the drawings.
        assertThat(DrawnSet.draw(200, 100, 1).sha256())
                .isEqualTo("27d427a9ded22447ff38d56b2779b8c12a28413ebf1fb02968807e58b51b0396");
    }

    @Test
    void Another_seed_gives_other_pictures() {
        assertThat(DrawnSet.draw(10, 10, 2).sha256())
                .isNotEqualTo(DrawnSet.draw(10, 10, 1).sha256());
    }

    @Test
    void A_smaller_set_is_the_beginning_of_a_larger_one() {
        var small = DrawnSet.draw(30, 20, 1);
        assertThat(small.train()).isEqualTo(SET.train().select(IntStream.range(0, 30).toArray()));
        assertThat(small.test()).isEqualTo(SET.test().select(IntStream.range(0, 20).toArray()));
    }

    @Test
    void No_test_image_is_a_training_image() {
        var train = IntStream.range(0, 2000).mapToObj(i -> hash(SET.train(), i)).toList();
        assertThat(IntStream.range(0, 500).mapToObj(i -> hash(SET.test(), i)).toList())
                .doesNotContainAnyElementsOf(train);
    }

    @Test
    void The_background_is_black_and_the_garments_are_not() {
        for (int i = 0; i < 500; i++) {
            byte[] image = SET.test().image(i);
            long black = IntStream.range(0, 784).filter(p -> image[p] == 0).count();
            assertThat(black).as("black pixels of image %d", i).isBetween(150L, 720L);
        }
    }

    @Test
    void It_can_be_learnt_but_not_by_a_glance() {
        // The nearest mean of a class gets 0.68 of Fashion-MNIST right; a coin would get 0.1.
        assertThat(mistakes().size()).isBetween(75, 200);
    }

    @Test
    void What_is_mixed_up_is_mostly_what_is_mixed_up_in_the_original() {
        var tops = Set.of(0, 2, 3, 4, 6);
        assertThat(mistakes())
                .filteredOn(i -> tops.contains(SET.test().label(i)))
                .hasSizeGreaterThan(mistakes().size() / 2);
    }

    @Test
    void A_set_without_images_is_refused() {
        assertThatThrownBy(() -> DrawnSet.draw(100, 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "a drawn set needs an image in each part, but was asked for 100 and 0;"
                                + " try 12000 and 2000");
    }

    /** Test images whose class is not the one with the nearest mean. */
    private static List<Integer> mistakes() {
        return IntStream.range(0, 500)
                .filter(i -> nearestMean(i) != SET.test().label(i))
                .boxed()
                .toList();
    }

    private static int hash(Images images, int index) {
        return Arrays.hashCode(images.image(index));
    }

    private static double[][] means() {
        var means = new double[10][784];
        for (int i = 0; i < 2000; i++) {
            byte[] image = SET.train().image(i);
            for (int p = 0; p < 784; p++) {
                means[SET.train().label(i)][p] += Byte.toUnsignedInt(image[p]) / 200.0;
            }
        }
        return means;
    }

    private static int nearestMean(int index) {
        byte[] image = SET.test().image(index);
        var distances = new double[10];
        for (int label = 0; label < 10; label++) {
            for (int p = 0; p < 784; p++) {
                double difference = Byte.toUnsignedInt(image[p]) - MEANS[label][p];
                distances[label] += difference * difference;
            }
        }
        return IntStream.range(0, 10)
                .boxed()
                .min(Comparator.comparing(label -> distances[label]))
                .orElseThrow();
    }
}
