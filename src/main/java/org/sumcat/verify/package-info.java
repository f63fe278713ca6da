/** Checks what was kept of runs and reports: against hashes, against each other, and again. */
@org.jspecify.annotations.NullMarked
package org.sumcat.verify;
