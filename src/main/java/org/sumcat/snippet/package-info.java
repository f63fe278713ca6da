/**
 * Analysis of the Java code in notebook cells: fragments, their names, and the order in which they
 * run.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.snippet;
