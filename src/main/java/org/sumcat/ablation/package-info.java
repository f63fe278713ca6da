/** Trained networks with connections or layers taken out, and the effects that measure it. */
@org.jspecify.annotations.NullMarked
package org.sumcat.ablation;
