/**
 * Charts in the house style, each a figure of Tablesaw: curves, bubbles, rows, heat maps, images.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.chart;
