/** What a few measurements say about many: means with intervals, and tests for paired ones. */
@org.jspecify.annotations.NullMarked
package org.sumcat.statistics;
