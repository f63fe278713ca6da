/** Statistical inference from few measurements: means with intervals, and tests for paired ones. */
@org.jspecify.annotations.NullMarked
package org.sumcat.statistics;
