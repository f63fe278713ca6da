/** The Inception networks, from GoogLeNet to Inception-ResNet: windows of several sizes at once. */
@org.jspecify.annotations.NullMarked
package org.sumcat.inception;
