/** Training recipes: everything that determines a result except network, data and seed. */
@org.jspecify.annotations.NullMarked
package org.sumcat.recipe;
