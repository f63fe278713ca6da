/** Networks drawn: their layers as cards, their shortcuts and dense connections as arcs. */
@org.jspecify.annotations.NullMarked
package org.sumcat.diagram;
