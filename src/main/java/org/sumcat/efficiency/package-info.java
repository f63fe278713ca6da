/** Effects that ask what accuracy costs: parameters, work, memory, seconds. */
@org.jspecify.annotations.NullMarked
package org.sumcat.efficiency;
