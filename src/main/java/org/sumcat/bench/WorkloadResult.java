package org.sumcat.bench;

import java.util.List;

/**
 * The speeds of all peers at one workload, and the device's ceiling.
 *
 * @param ceiling billions of operations a second that a large convolution of float32 reached,
 *     interleaved with the others: what the device can do
 * @param speeds of the peers, ours first
 * @param best PyTorch's best form in each precision; empty without PyTorch
 * @param against ours beside another build's, precision by precision; empty without one
 */
public record WorkloadResult(
        double ceiling, List<PeerSpeed> speeds, List<BestForm> best, List<Against> against) {}
