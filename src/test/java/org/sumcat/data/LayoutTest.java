package org.sumcat.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fashion-MNIST as other programs keep it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LayoutTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "raw",
                "FashionMNIST/raw",
                "fashion-mnist",
                "data/fashion-mnist",
                "data/fashion"
            })
    void is_found_in_the_folders_of_torchvision_Keras_and_Zalando(String inside)
            throws IOException {
        Path there = TinySet.putInto(folder.resolve(inside));
        assertThat(TinySet.offline(null).find(folder)).contains(there.toAbsolutePath());
        assertThat(TinySet.offline(folder.toString()).inspect(null).values())
                .allMatch(each -> each.startsWith("verified"));
    }

    @Test
    void unpacked_files_have_either_name_or_lie_in_a_folder_of_their_own() {
        var idx = new Idx("train-images-idx3-ubyte", 1, 1, 1, "", "");
        assertThat(Layout.names(idx))
                .containsExactly(
                        "train-images-idx3-ubyte.gz",
                        "train-images-idx3-ubyte",
                        "train-images.idx3-ubyte.gz",
                        "train-images.idx3-ubyte",
                        "train-images-idx3-ubyte/train-images-idx3-ubyte");
    }

    @Test
    void what_lies_near_is_named_where_the_files_are_missed() throws IOException {
        Path near = Files.createDirectories(folder.resolve("a/b"));
        for (String name : new String[] {"set.parquet", "Train_Images (1)"}) { // better and better
            Path file = Files.writeString(near.resolve(name), "");
            assertThatThrownBy(() -> TinySet.offline(null).find(folder))
                    .hasMessageContaining("though there is ")
                    .hasMessageContaining("a/b/" + file.getFileName());
        }
        Files.delete(near.resolve("Train_Images (1)"));
        Files.writeString(near.resolve("fashion-mnist_train.csv"), "");
        assertThatThrownBy(() -> TinySet.offline(null).find(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("lacks train-images.gz")
                .hasMessageContaining("though there is ")
                .hasMessageContaining("a/b/fashion-mnist_train.csv");
        assertThatThrownBy(
                        () -> TinySet.offline(null).find(near.resolve("fashion-mnist_train.csv")))
                .hasMessageContaining("is a file");
    }
}
