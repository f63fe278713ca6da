package org.sumcat.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.data.Images;

/** Three images of two by two pixels: image i has label i and pixels from 10 i on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DataLoaderTest {
    private static final Images THREE =
            new Images(
                    3,
                    2,
                    2,
                    new byte[] {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, (byte) 255},
                    new byte[] {0, 1, 2});

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void in_order_a_batch_holds_its_images_from_0_to_1_with_their_labels() {
        try (var feed = new DataLoader(manager, THREE, 2);
                var pass = feed.inOrder()) {
            var batch = feed.batch(manager, pass.chosen(1, 3));
            assertThat(batch.images().getShape()).isEqualTo(new Shape(2, 1, 2, 2));
            assertThat(batch.images().mul(255).round().toFloatArray())
                    .containsExactly(10, 11, 12, 13, 20, 21, 22, 255);
            assertThat(batch.labels().toLongArray()).containsExactly(1, 2);
        }
    }

    @Test
    void shuffled_every_image_comes_once_and_keeps_its_label() {
        try (var feed = new DataLoader(manager, THREE, 2);
                var pass = feed.shuffled(new SplittableRandom(1))) {
            var batch = feed.batch(manager, pass.chosen(0, 3));
            long[] labels = batch.labels().toLongArray();
            assertThat(labels).containsExactlyInAnyOrder(0, 1, 2);
            for (int i = 0; i < 3; i++) {
                assertThat(firstPixel(batch.images(), i)).isEqualTo(10 * labels[i]);
            }
        }
    }

    @Test
    void mirrored_about_half_of_the_images_are_turned_left_to_right_and_keep_their_labels() {
        int turned = 0;
        try (var feed = new DataLoader(manager, THREE, 2, true, 0)) {
            for (int seed = 0; seed < 100; seed++) {
                try (var pass = feed.shuffled(new SplittableRandom(seed))) {
                    var batch = feed.batch(manager, pass.chosen(0, 3));
                    long[] labels = batch.labels().toLongArray();
                    assertThat(labels).containsExactlyInAnyOrder(0, 1, 2);
                    for (int i = 0; i < 3; i++) {
                        long first = firstPixel(batch.images(), i);
                        assertThat(first).isIn(10 * labels[i], 10 * labels[i] + 1);
                        turned += first == 10 * labels[i] + 1 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(turned).isBetween(120, 180); // of 300; a fair coin leaves this once in 2,000
    }

    @Test
    void a_seed_gives_one_order_and_another_seed_another() {
        try (var feed = new DataLoader(manager, THREE, 2, true, 0)) {
            var orders = new ArrayList<String>();
            for (int seed : new int[] {5, 5, 6, 7, 8}) {
                try (var pass = feed.shuffled(new SplittableRandom(seed))) {
                    var batch = feed.batch(manager, pass.chosen(0, 3));
                    orders.add(Arrays.toString(batch.images().toFloatArray()));
                }
            }
            assertThat(orders.get(0)).isEqualTo(orders.get(1));
            assertThat(orders.stream().distinct().count()).isGreaterThan(1);
        }
    }

    /** Every place is as probable, in both directions: 9 of them for a shift by one pixel. */
    @Test
    void shifted_each_image_is_moved_by_chance_and_black_moves_in() {
        var one = new Images(1, 2, 2, new byte[] {1, 2, 3, 4}, new byte[] {7});
        var counts = new TreeMap<String, Integer>();
        try (var feed = new DataLoader(manager, one, 2, false, 1)) {
            for (int seed = 0; seed < 900; seed++) {
                try (var pass = feed.shuffled(new SplittableRandom(seed))) {
                    var batch = feed.batch(manager, pass.chosen(0, 1));
                    assertThat(batch.labels().toLongArray()).containsExactly(7);
                    counts.merge(pixels(batch), 1, Integer::sum);
                }
            }
        }
        assertThat(counts.keySet()) // the image padded by one pixel has nine such parts
                .containsExactlyInAnyOrder(
                        "[0, 0, 0, 1]",
                        "[0, 0, 1, 2]",
                        "[0, 0, 2, 0]",
                        "[0, 1, 0, 3]",
                        "[1, 2, 3, 4]",
                        "[2, 0, 4, 0]",
                        "[0, 3, 0, 0]",
                        "[3, 4, 0, 0]",
                        "[4, 0, 0, 0]");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(65, 140));
    }

    /** Padded with torch.nn.functional.pad, cut from (1, 0) and (0, 2): by hand. */
    @Test
    void mirrored_and_shifted_images_keep_their_labels_and_their_rows() {
        var wide = new Images(2, 2, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {0, 1});
        try (var feed = new DataLoader(manager, wide, 2, true, 1)) {
            // per image 16 padded pixels, 4 to a row; images 2 and 3 are 0 and 1, mirrored
            var chosen = manager.create(new long[] {1, 16 + 4, 2, 32 + 2}, new Shape(2, 2));
            var batch = feed.batch(manager, chosen);
            assertThat(pixels(batch)).isEqualTo("[0, 5, 0, 7, 0, 0, 1, 0]");
            assertThat(batch.labels().toLongArray()).containsExactly(1, 0);
            try (var pass = feed.inOrder()) {
                assertThat(pixels(feed.batch(manager, pass.chosen(0, 2))))
                        .isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8]");
            }
        }
    }

    /** So that trainings of before there were shifts give the same bits. */
    @Test
    void shifts_change_neither_the_order_nor_what_is_mirrored() {
        try (var still = new DataLoader(manager, THREE, 2, true, 0);
                var moving = new DataLoader(manager, THREE, 2, true, 1);
                var one = still.shuffled(new SplittableRandom(3));
                var other = moving.shuffled(new SplittableRandom(3))) {
            assertThat(other.chosen(0, 3).get(":, 0").toLongArray())
                    .isEqualTo(one.chosen(0, 3).toLongArray());
        }
    }

    private static String pixels(DataLoader.Batch batch) {
        return Arrays.toString(
                batch.images().mul(255).round().toType(DataType.INT32, false).toIntArray());
    }

    @Test
    void resized_an_image_of_one_grey_stays_of_that_grey() {
        var grey = new Images(1, 2, 2, new byte[] {51, 51, 51, 51}, new byte[] {0});
        try (var feed = new DataLoader(manager, grey, 4);
                var pass = feed.inOrder()) {
            NDArray images = feed.batch(manager, pass.chosen(0, 1)).images();
            assertThat(images.getShape()).isEqualTo(new Shape(1, 1, 4, 4));
            assertThat(images.mul(255).round().toFloatArray()).containsOnly(51);
        }
    }

    private static long firstPixel(NDArray images, int image) {
        return Math.round(images.getFloat(image, 0, 0, 0) * 255);
    }
}
