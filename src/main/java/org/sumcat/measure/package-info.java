/** Costs of networks, and ways to equalize them. */
@org.jspecify.annotations.NullMarked
package org.sumcat.measure;
