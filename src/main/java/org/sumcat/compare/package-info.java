/** What runs come to: accuracies over seeds, differences, ranking and verdict. */
@org.jspecify.annotations.NullMarked
package org.sumcat.compare;
