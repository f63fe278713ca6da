package org.sumcat.keys;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A number by which a list may be written.
 *
 * @param of the component
 * @param reader from the number to the list
 * @param writer from the components to the number; empty where none stands for the list
 */
record KeyAlias(
        String of, IntFunction<Object> reader, Function<Values, Optional<Integer>> writer) {}
