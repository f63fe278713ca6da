/**
 * Training speed compared: Sumcat, plain DJL and PyTorch, each in a process of its own, with
 * interleaved runs.
 *
 * <p>{@link org.sumcat.bench.Bench} runs them, a {@link org.sumcat.bench.Peer} a process that takes
 * turns, a {@link org.sumcat.bench.Workload} what all of them train. Nothing else of Sumcat uses
 * this package, and the tests time nothing.
 */
@NullMarked
package org.sumcat.bench;

import org.jspecify.annotations.NullMarked;
