/**
 * What the engine, libtorch, can do and DJL has no word for: TorchScript, its tape, bfloat16,
 * numbers and constants that no device waits for, and convolutions computed in the way that suits
 * their images.
 */
@NullMarked
package org.sumcat.torch;

import org.jspecify.annotations.NullMarked;
