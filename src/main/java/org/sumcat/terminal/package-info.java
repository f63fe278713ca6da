/** Options and conventions that commands share. */
@org.jspecify.annotations.NullMarked
package org.sumcat.terminal;
