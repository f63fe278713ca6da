/** How a network is run in a training step, forward and backward; what it says is in {@code nn}. */
@NullMarked
package org.sumcat.engine;

import org.jspecify.annotations.NullMarked;
