/**
 * The Java in notebook cells, taken apart: fragments, their names, and what runs in which order.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.snippet;
