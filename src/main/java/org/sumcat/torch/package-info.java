/**
 * Features of libtorch that DJL has no word for: TorchScript, autograd in pieces, bfloat16,
 * channels last, and numbers and constants that no device waits for.
 */
@NullMarked
package org.sumcat.torch;

import org.jspecify.annotations.NullMarked;
