/** What others published: tables with their sources, read from {@code data/published}. */
@org.jspecify.annotations.NullMarked
package org.sumcat.published;
