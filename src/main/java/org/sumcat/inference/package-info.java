/** Forward passes over images: batches on the device, predictions, and what they come to. */
@org.jspecify.annotations.NullMarked
package org.sumcat.inference;
