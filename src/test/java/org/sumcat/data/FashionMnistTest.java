package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FashionMnistTest {
    private static final String WAY_OUT =
            "; delete it, then run again or get it from https://example.org";

    private Path folder;

    @BeforeEach
    void putFiles(@TempDir Path temporary) throws IOException {
        folder = TinySet.putInto(temporary.resolve("tiny"));
    }

    @Nested
    class The_real_set {
        @Test
        void has_6000_and_1000_images_of_each_class_and_the_published_bytes() {
            var fashionMnist = new FashionMnist();
            var place = fashionMnist.find(null);
            assumeTrue(place.isPresent(), "Fashion-MNIST is not on this machine");
            var dataset = fashionMnist.read(place.get());
            assertThat(perClass(dataset.train())).containsOnly(6000).hasSize(10);
            assertThat(perClass(dataset.test())).containsOnly(1000).hasSize(10);
            // zcat train-images*.gz train-labels*.gz t10k-images*.gz t10k-labels*.gz | sha256sum
            assertThat(dataset.sha256())
                    .isEqualTo("14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214")
                    .isEqualTo(dataset.first(60_000, 10_000).sha256());
            assertThat(dataset.classes().get(dataset.train().label(0))).isEqualTo("Ankle boot");
        }

        private int[] perClass(Images images) {
            var counts = new int[10];
            IntStream.range(0, images.count()).forEach(i -> counts[images.label(i)]++);
            return counts;
        }
    }

    @Test
    void Its_fingerprint_is_the_one_that_its_bytes_give() {
        assertThat(read().sha256()).isEqualTo(read().first(30, 20).sha256());
    }

    @Test
    void Pixels_and_labels_are_the_bytes_after_the_headers() {
        var dataset = read();
        assertThat(dataset.train().pixels()).isEqualTo(after(16, TinySet.TRAIN_IMAGES));
        assertThat(dataset.train().labels()).isEqualTo(after(8, TinySet.TRAIN_LABELS));
        assertThat(dataset.test().pixels()).isEqualTo(after(16, TinySet.TEST_IMAGES));
        assertThat(dataset.test().labels()).isEqualTo(after(8, TinySet.TEST_LABELS));
        assertThat(dataset.train().height()).isEqualTo(8);
        assertThat(dataset.name()).isEqualTo("fashion-mnist");
        assertThat(dataset.isStandIn()).isFalse();
    }

    @Test
    void Unpacked_files_do_as_well() throws IOException {
        Files.delete(folder.resolve("train-images.gz"));
        Files.write(folder.resolve("train-images"), TinySet.TRAIN_IMAGES);
        assertThat(read().train().count()).isEqualTo(30);
    }

    @Test
    void Files_that_a_browser_unpacked_and_still_called_gz_do_as_well() throws IOException {
        Files.write(folder.resolve("train-images.gz"), TinySet.TRAIN_IMAGES);
        assertThat(read().train().count()).isEqualTo(30);
    }

    @Test
    void A_file_that_is_missing_is_named() throws IOException {
        Files.delete(folder.resolve("t10k-images.gz"));
        refused()
                .endsWith(
                        "tiny/t10k-images.gz must be there, but is not; https://example.org has it");
    }

    @Test
    void A_gz_that_is_cut_off_is_told_as_that() throws IOException {
        byte[] whole = TinySet.gz(TinySet.TRAIN_IMAGES);
        put("train-images.gz", Arrays.copyOf(whole, 700));
        refused()
                .endsWith(
                        "tiny/train-images.gz must be complete, but ends after 700 bytes of gz"
                                + WAY_OUT);
    }

    @Test
    void A_damaged_gz_is_told_as_that() throws IOException {
        byte[] damaged = TinySet.gz(TinySet.TRAIN_IMAGES);
        damaged[damaged.length - 8]++; // in the checksum
        put("train-images.gz", damaged);
        refused()
                .contains(
                        "must be intact, but its gz is damaged before byte 1959 (Corrupt GZIP trailer)");
    }

    @Test
    void A_web_page_in_place_of_a_file_is_told_as_that() throws IOException {
        put("train-labels.gz", "<!DOCTYPE html>".getBytes());
        refused()
                .contains(
                        "train-labels.gz must hold 30 labels, but is neither gz nor "
                                + "IDX (it starts with bytes 3c 21 44 4f)");
    }

    @Test
    void An_empty_file_is_told_as_that() throws IOException {
        put("train-labels.gz", new byte[0]);
        refused().contains("must hold 30 labels, but ends after 0 bytes");
    }

    @Test
    void A_file_of_the_wrong_size_is_told_with_both_sizes() throws IOException {
        put("train-images.gz", TinySet.gz(Arrays.copyOf(TinySet.TRAIN_IMAGES, 1000)));
        refused().contains("must be 1936 bytes (decompressed), but is 1000");
        put("train-images.gz", TinySet.gz(Arrays.copyOf(TinySet.TRAIN_IMAGES, 1937)));
        refused().contains("must be 1936 bytes (decompressed), but is 1937");
    }

    @Test
    void Images_swapped_with_those_of_the_test_part_are_told_as_that() throws IOException {
        put("train-images.gz", TinySet.gz(TinySet.TEST_IMAGES));
        refused()
                .contains(
                        "train-images.gz must hold 30 images of 8x8, but holds 20 "
                                + "images of 8x8 as t10k-images should (swapped?)");
    }

    @Test
    void Labels_in_place_of_images_are_told_as_that() throws IOException {
        put("train-images.gz", TinySet.gz(TinySet.TRAIN_LABELS));
        refused()
                .contains(
                        "must hold 30 images of 8x8, but holds 30 labels as "
                                + "train-labels should (swapped?)");
    }

    @Test
    void Images_in_place_of_labels_are_told_as_that() throws IOException {
        put("t10k-labels.gz", TinySet.gz(TinySet.TRAIN_IMAGES));
        refused()
                .contains(
                        "must hold 20 labels, but holds 30 images as train-images "
                                + "should (swapped?)");
    }

    @Test
    void Labels_that_do_not_match_the_images_are_told_with_both_counts() throws IOException {
        byte[] fewer = TinySet.TRAIN_LABELS.clone();
        fewer[7] = 29;
        put("train-labels.gz", TinySet.gz(Arrays.copyOf(fewer, 37)));
        refused().contains("train-labels.gz must hold 30 labels, but holds 29 labels;");
    }

    @Test
    void Another_data_set_of_the_same_shape_is_recognised() throws IOException {
        put("train-images.gz", TinySet.gz(TinySet.OTHER_IMAGES));
        refused()
                .contains(
                        "train-images.gz must be of Fashion-MNIST, but looks like "
                                + "MNIST (the handwritten digits");
        TinySet.putInto(folder);
        put("train-labels.gz", TinySet.gz(TinySet.OTHER_LABELS));
        refused().contains("train-labels.gz must be of Fashion-MNIST, but looks like MNIST");
    }

    @Test
    void One_wrong_byte_is_noticed() throws IOException {
        byte[] wrong = TinySet.TEST_IMAGES.clone();
        wrong[500] ^= 1;
        put("t10k-images.gz", TinySet.gz(wrong));
        refused()
                .contains(
                        ("t10k-images.gz must have SHA-256 %.12s..., but has %.12s... "
                                        + "(damaged, or another data set)")
                                .formatted(
                                        TinySet.sha256(TinySet.TEST_IMAGES),
                                        TinySet.sha256(wrong)));
    }

    private Dataset read() {
        return TinySet.offline(null).read(folder);
    }

    private void put(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private AbstractStringAssert<?> refused() {
        return assertThatThrownBy(this::read).isInstanceOf(DataException.class).message();
    }

    private static byte[] after(int header, byte[] file) {
        return Arrays.copyOfRange(file, header, file.length);
    }
}
