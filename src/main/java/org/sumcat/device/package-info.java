/** The hardware and software of a run: processors, GPUs, the engine and their versions. */
@org.jspecify.annotations.NullMarked
package org.sumcat.device;
