/** Options and habits that commands share. */
@org.jspecify.annotations.NullMarked
package org.sumcat.terminal;
