/** The loss, and how weights follow its gradients. */
@org.jspecify.annotations.NullMarked
package org.sumcat.optimizer;
