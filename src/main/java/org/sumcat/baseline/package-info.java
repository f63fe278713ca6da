/**
 * Classical models, linear probes, and one evaluation for every model; the only package that uses
 * Tribuo.
 */
@NullMarked
package org.sumcat.baseline;

import org.jspecify.annotations.NullMarked;
