package org.sumcat.zoo;

/** Counts direct connections between layers, as the DenseNet paper counts them. */
final class Connections {
    private Connections() {}
}
