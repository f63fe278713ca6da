/** Jupyter on this machine: found or installed, with our kernels registered in it. */
@org.jspecify.annotations.NullMarked
package org.sumcat.jupyter;
