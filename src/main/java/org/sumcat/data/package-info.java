/**
 * Fashion-MNIST: found, downloaded, verified, read; a drawn stand-in where it is not available;
 * splits by seed. Pictures stay the bytes they were published as; turning them into tensors is for
 * others.
 */
@org.jspecify.annotations.NullMarked
package org.sumcat.data;
