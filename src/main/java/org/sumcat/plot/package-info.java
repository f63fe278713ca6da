/** Any figure of Tablesaw drawn as SVG and PNG without a browser, or written for plotly.js. */
@org.jspecify.annotations.NullMarked
package org.sumcat.plot;
