package org.sumcat.marking;

import java.nio.file.Path;
import java.util.List;
import jdk.jshell.spi.ExecutionControlProvider;
import org.jspecify.annotations.Nullable;

/** The process that runs answers, isolated from the grader. */
public interface Engine extends AutoCloseable {
    /** Provides the connection by which JShell runs code there. */
    ExecutionControlProvider control();

    /** Lists the class path that answers are compiled and run with. */
    List<Path> classPath();

    /**
     * Starts a time limit: all that runs must finish within so many seconds, or the engine ends.
     */
    void allow(int seconds);

    /** Begins another cell: restores the standard streams, whatever the last cell did to them. */
    void begins();

    /** The reason why it ended, in words; null while it runs. */
    @Nullable String ended();

    /** The output of checks since the last call. */
    String said();

    @Override
    void close();
}
