/**
 * How a network is run: an {@code Interpreter} that walks its tree, and {@link
 * org.sumcat.engine.Rules} that compute parts of it faster or in less memory, one file each; the
 * network itself is written in {@code nn}.
 */
@NullMarked
package org.sumcat.engine;

import org.jspecify.annotations.NullMarked;
