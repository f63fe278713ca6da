/** A network on paper: its layers, its numbers, and the spec that names it. */
@org.jspecify.annotations.NullMarked
package org.sumcat.network;
