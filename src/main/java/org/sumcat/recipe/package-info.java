/** How a network is trained: everything that decides a result but network, data and seed. */
@org.jspecify.annotations.NullMarked
package org.sumcat.recipe;
