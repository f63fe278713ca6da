/** Analysis of finished runs: accuracies over seeds, differences, ranking and verdict. */
@org.jspecify.annotations.NullMarked
package org.sumcat.compare;
