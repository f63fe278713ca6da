/**
 * Sweeps: many runs, each in a process of its own.
 *
 * <p>A {@link org.sumcat.sweep.Plan} lists the runs of one question, {@link org.sumcat.sweep.Sweep}
 * does those that are not done yet, several at once, and {@link org.sumcat.files.Leases} keeps two
 * workers from doing the same one, on one machine or in a folder that several share.
 */
@NullMarked
package org.sumcat.sweep;

import org.jspecify.annotations.NullMarked;
