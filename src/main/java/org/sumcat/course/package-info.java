/** The notebooks as files: their cells, their saved outputs, and students' submissions. */
@org.jspecify.annotations.NullMarked
package org.sumcat.course;
