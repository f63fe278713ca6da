/** What networks cost, and how they are made to cost the same. */
@org.jspecify.annotations.NullMarked
package org.sumcat.measure;
