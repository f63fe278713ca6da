/** Answers to exercises run and marked, each in a process that can do no harm. */
@org.jspecify.annotations.NullMarked
package org.sumcat.marking;
