/** Text, numbers, Tablesaw tables and templates: output for terminals, pages and notebooks. */
@org.jspecify.annotations.NullMarked
package org.sumcat.render;
