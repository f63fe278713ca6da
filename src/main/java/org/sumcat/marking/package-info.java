/** Marking of answers to exercises, each run in an isolated process. */
@org.jspecify.annotations.NullMarked
package org.sumcat.marking;
