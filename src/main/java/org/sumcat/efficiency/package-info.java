/** Effects about the cost of accuracy: parameters, work, memory, seconds. */
@org.jspecify.annotations.NullMarked
package org.sumcat.efficiency;
