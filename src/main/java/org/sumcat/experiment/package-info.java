/** The effects' framework: an experiment with a name and settings, and its environment. */
@org.jspecify.annotations.NullMarked
package org.sumcat.experiment;
