/**
 * Settings by name: {@code name:key=value,key=value}, for networks, effects, recipes and options
 * alike; each key is a component of a record.
 */
@NullMarked
package org.sumcat.keys;

import org.jspecify.annotations.NullMarked;
