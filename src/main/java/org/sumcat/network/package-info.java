/** A network's description: its layers, its counts, and the spec that names it. */
@org.jspecify.annotations.NullMarked
package org.sumcat.network;
