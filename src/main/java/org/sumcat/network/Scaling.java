package org.sumcat.network;

import java.util.function.IntFunction;

/**
 * The single parameter of a network that makes all of its layers wider or narrower, and changes
 * nothing else.
 *
 * @param key its name in a spec, {@code width} or {@code growth}
 * @param value what it is, at least 1
 * @param most the largest that the family takes
 * @param network the same network at another value
 */
public record Scaling(String key, int value, int most, IntFunction<Network> network) {}
