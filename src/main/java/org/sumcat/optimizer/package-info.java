/** The loss function and the optimizers. */
@org.jspecify.annotations.NullMarked
package org.sumcat.optimizer;
