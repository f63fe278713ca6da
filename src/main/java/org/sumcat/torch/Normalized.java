package org.sumcat.torch;

import ai.djl.ndarray.NDArray;

/**
 * A batch after batch norm and ReLU, and the statistics to compute it once more.
 *
 * @param y the output
 * @param mean of each channel of the batch
 * @param inverse of the standard deviation of each channel
 */
public record Normalized(NDArray y, NDArray mean, NDArray inverse) {}
