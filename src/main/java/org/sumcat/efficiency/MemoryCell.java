package org.sumcat.efficiency;

import org.sumcat.measure.PeakMemory;
import org.sumcat.network.Network;

/** A network by one way to save memory; bytes per image. */
record MemoryCell(
        Network network, int depth, MemoryWay way, long predicted, PeakMemory peak, int batch) {
    private static final double MEGABYTE = 1e6;

    double predictedMegabytes() {
        return predicted / MEGABYTE;
    }

    double measuredMegabytes() {
        return peak.bytes() / MEGABYTE / batch;
    }
}
