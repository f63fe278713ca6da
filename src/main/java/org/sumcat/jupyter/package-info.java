/** Jupyter on this machine: found or brought there, and our kernels installed for it. */
@org.jspecify.annotations.NullMarked
package org.sumcat.jupyter;
