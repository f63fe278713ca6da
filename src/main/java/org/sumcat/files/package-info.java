/** Files that are there whole or not at all, under hashes and locks. */
@org.jspecify.annotations.NullMarked
package org.sumcat.files;
