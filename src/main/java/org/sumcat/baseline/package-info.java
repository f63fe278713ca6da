/**
 * Classical models, linear probes, and one evaluation for every model, on top of Tribuo, which does
 * not leave this room.
 */
@NullMarked
package org.sumcat.baseline;

import org.jspecify.annotations.NullMarked;
