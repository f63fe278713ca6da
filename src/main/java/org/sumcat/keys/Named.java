package org.sumcat.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Type whose objects have a spec of their own and may be the value of a key: networks. The commas
 * of its spec are written as slashes, several have plus signs between them: {@code
 * resnet-20+densenet-bc:depth=40/growth=12}.
 *
 * @param type what it is
 * @param read finds it by its spec
 * @param spec its spec
 */
public record Named<T>(Class<T> type, Function<String, T> read, Function<T, String> spec) {

    /** Nothing has a spec of its own. */
    static final Named<Void> NOTHING =
            new Named<>(
                    Void.class,
                    text -> {
                        throw new IllegalStateException("nothing has a spec, but was " + text);
                    },
                    String::valueOf);

    /** Reads all objects that a value names. */
    Optional<Object> several(String value) {
        return Optional.of(all(value));
    }

    /** The one that a value names. */
    Optional<Object> one(String value) {
        var all = all(value);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private List<T> all(String value) {
        return Stream.of(value.trim().split("\\+", -1))
                .map(text -> read.apply(text.replace('/', ',')))
                .toList();
    }

    /** Some as the value of a key. */
    public String words(List<?> some) {
        return some.stream()
                .map(each -> spec.apply(type.cast(each)).replace(',', '/'))
                .collect(Collectors.joining("+"));
    }
}
