/**
 * The words a network is written in, on top of ordinary DJL blocks.
 *
 * <p>{@link org.sumcat.nn.Layers} has the layers, {@link org.sumcat.nn.Chain} puts them one after
 * the other, {@link org.sumcat.nn.Fusion} brings parallel branches together again.
 */
@NullMarked
package org.sumcat.nn;

import org.jspecify.annotations.NullMarked;
