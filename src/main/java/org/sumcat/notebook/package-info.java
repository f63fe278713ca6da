@org.jspecify.annotations.NullMarked
package org.sumcat.notebook;
