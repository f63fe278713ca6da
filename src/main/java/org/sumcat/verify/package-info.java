/**
 * Verification of saved runs and reports: against hashes, against each other, and by retraining.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.verify;
