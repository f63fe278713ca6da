/** The runs of a plan on the executors of Apache Spark; built with {@code -Pspark} only. */
@NullMarked
package org.sumcat.spark;

import org.jspecify.annotations.NullMarked;
