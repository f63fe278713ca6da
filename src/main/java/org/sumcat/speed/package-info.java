/**
 * How fast training was, beside others: what {@code bench} measured, as a file, tables and bars.
 */
@NullMarked
package org.sumcat.speed;

import org.jspecify.annotations.NullMarked;
