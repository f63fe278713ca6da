/**
 * Text, numbers, Tablesaw tables and templates: what a terminal, a page or a notebook is given to
 * read.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.render;
