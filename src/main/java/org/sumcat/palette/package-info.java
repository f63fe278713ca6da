/** Colours, markers and dashes that a fusion has in every figure. */
@org.jspecify.annotations.NullMarked
package org.sumcat.palette;
