package org.sumcat.measure;

import java.nio.file.Files;

/** The resident memory of this process, and its peak. */
interface Resident extends AutoCloseable {

    /** Starts watching; returns the bytes that are resident now. */
    long begin();

    /** The peak of resident bytes since then. */
    long most();

    @Override
    void close();

    /** Linux's own peak counter; elsewhere a thread that samples every few milliseconds. */
    static Resident ofThisProcess() {
        return Files.isWritable(LinuxResident.RESET) ? new LinuxResident() : new SampledResident();
    }
}
