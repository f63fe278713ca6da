/** Atomic files, hashes, leases and locks. */
@org.jspecify.annotations.NullMarked
package org.sumcat.files;
