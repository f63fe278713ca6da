/** Numbers drawn: figures, heat maps and rows of images as SVG, PNG and Plotly, in one style. */
@org.jspecify.annotations.NullMarked
package org.sumcat.chart;
