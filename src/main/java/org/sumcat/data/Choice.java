package org.sumcat.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The data set requested: the values of {@code --dataset}. */
public enum Choice {
    /**
     * Fashion-MNIST; where it can be neither found nor downloaded, the drawn set, with a notice.
     */
    AUTO("auto"),
    /** Fashion-MNIST or an error, never the stand-in. */
    FASHION_MNIST(Dataset.FASHION_MNIST),
    /** The drawn set, even where Fashion-MNIST is available. */
    DRAWN(Dataset.DRAWN);

    private final String word;

    Choice(String word) {
        this.word = word;
    }

    /**
     * Parses a choice as typed.
     *
     * @throws DataException if it is none of the three words
     */
    public static Choice of(String word) {
        for (Choice choice : values()) {
            if (choice.word.equals(word)) {
                return choice;
            }
        }
        var words = Arrays.stream(values()).map(Choice::toString).collect(Collectors.joining(", "));
        throw new DataException(
                "the data set must be one of %s, but was '%s'; %s takes Fashion-MNIST where it can"
                        .formatted(words, word, AUTO));
    }

    /** The choice as typed: {@code auto}, {@code fashion-mnist}, {@code drawn}. */
    @Override
    public String toString() {
        return word;
    }
}
