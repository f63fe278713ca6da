/**
 * The notebooks as files: what is in them, what a run left in them, and what students make of them.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.course;
