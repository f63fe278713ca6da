/** What every effect is: a small experiment with a name, settings, and what it is measured with. */
@org.jspecify.annotations.NullMarked
package org.sumcat.experiment;
