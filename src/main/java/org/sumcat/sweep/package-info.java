@org.jspecify.annotations.NullMarked
package org.sumcat.sweep;
