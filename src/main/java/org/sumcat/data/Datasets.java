package org.sumcat.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens data sets from disk, or downloads them. Fashion-MNIST is looked for in the folder given
 * ({@code --data}), in {@code $SUMCAT_DATA}, in {@code data/fashion-mnist/}, in {@code
 * ../shared/data/fashion-mnist/}, and else fetched into {@code data/fashion-mnist/}. A folder that
 * a person named must have it: there is no silent way on from there. The places start at the root
 * of the repository, also in a notebook.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * Opens the requested data set.
     *
     * @param folder what {@code --data} says, or null; a relative path starts at the working
     *     directory, or, if nothing is there, at the root of the repository
     * @param say takes lines for the console: progress of a download, or that the drawn set is used
     * @throws DataException if the data is damaged, or missing where it must not be
     */
    public static Dataset open(Choice choice, @Nullable Path folder, Consumer<String> say) {
        return open(choice, folder, say, new FashionMnist());
    }

    /**
     * Opens a data set by name if no download is needed.
     *
     * @param name {@link Dataset#FASHION_MNIST} or {@link Dataset#DRAWN}
     * @param folder what {@code --data} says, or null
     * @return empty if it is not at hand
     * @throws DataException if the data is damaged, or not where {@code --data} says
     */
    public static Optional<Dataset> atHand(String name, @Nullable Path folder) {
        if (name.equals(Dataset.DRAWN)) {
            return Optional.of(drawn(folder));
        }
        var fashionMnist = new FashionMnist();
        return name.equals(Dataset.FASHION_MNIST)
                ? fashionMnist.find(folder).map(fashionMnist::read)
                : Optional.empty();
    }

    static Dataset open(
            Choice choice, @Nullable Path folder, Consumer<String> say, FashionMnist fashionMnist) {
        if (choice == Choice.DRAWN) {
            return drawn(folder);
        }
        Path place = fashionMnist.find(folder).orElse(null);
        if (place == null) {
            place = Home.find().at(FashionMnist.OWN_PLACE);
            try {
                fashionMnist.fetch(place, say);
            } catch (IOException e) {
                return standIn(choice, e, say);
            }
        }
        return fashionMnist.read(place);
    }

    private static Dataset drawn(@Nullable Path folder) {
        if (folder != null) {
            throw new DataException(
                    ("--data is for Fashion-MNIST, but the drawn set was asked for with "
                                    + "--data %s; leave one out")
                            .formatted(folder));
        }
        return DrawnSet.draw();
    }

    private static Dataset standIn(Choice choice, IOException why, Consumer<String> say) {
        if (choice == Choice.FASHION_MNIST) {
            throw new DataException(
                    ("Fashion-MNIST must be found or fetched, but is not here and no "
                                    + "mirror gave it (%s); connect, put its four files into %s, or ask for"
                                    + " the drawn set (--dataset drawn)")
                            .formatted(why.getMessage(), FashionMnist.OWN_PLACE),
                    why);
        }
        say.accept(
                "no Fashion-MNIST here and no mirror gave it (%s): using the drawn set instead"
                        .formatted(why.getMessage()));
        return DrawnSet.draw();
    }
}
