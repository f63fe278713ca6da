/** Every network by name: a record for each family, and how its networks are written. */
@org.jspecify.annotations.NullMarked
package org.sumcat.zoo;
