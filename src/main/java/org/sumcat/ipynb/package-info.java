/** Notebooks as files: cells, exercises and saved outputs. */
@org.jspecify.annotations.NullMarked
package org.sumcat.ipynb;
