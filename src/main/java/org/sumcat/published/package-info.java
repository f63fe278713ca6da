/** Results that others published: tables with sources, read from {@code data/published}. */
@org.jspecify.annotations.NullMarked
package org.sumcat.published;
