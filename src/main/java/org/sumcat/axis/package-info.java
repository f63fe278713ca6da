/** Numbers and dates along an axis: where each lies, and which round ones are written. */
@org.jspecify.annotations.NullMarked
package org.sumcat.axis;
