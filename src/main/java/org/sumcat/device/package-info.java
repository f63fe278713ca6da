/** What a run computes on: processors, GPUs, the engine and their versions. */
@org.jspecify.annotations.NullMarked
package org.sumcat.device;
