/** The commands for lessons: notebooks opened, handed out, and graded. */
@org.jspecify.annotations.NullMarked
package org.sumcat.classroom;
