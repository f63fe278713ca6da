/**
 * Training speed compared with other programs, as measured by {@code bench}: file, tables and bars.
 */
@NullMarked
package org.sumcat.speed;

import org.jspecify.annotations.NullMarked;
