package org.sumcat.measure;

import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** Sampled memory; a peak shorter than the sampling interval may be missed. */
final class SampledResident implements Resident {
    private static final int MILLISECONDS = 2;

    private final OSProcess process = new SystemInfo().getOperatingSystem().getCurrentProcess();
    private final Thread watcher = new Thread(this::watch, "resident memory");
    private volatile long most;

    @Override
    public long begin() {
        most = look();
        watcher.setDaemon(true);
        watcher.start();
        return most;
    }

    @Override
    public long most() {
        return most;
    }

    private void watch() {
        try {
            while (true) {
                most = Math.max(most, look());
                Thread.sleep(MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private long look() {
        process.updateAttributes();
        return process.getResidentMemory();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
