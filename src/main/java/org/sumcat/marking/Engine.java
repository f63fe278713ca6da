package org.sumcat.marking;

import java.nio.file.Path;
import java.util.List;
import jdk.jshell.spi.ExecutionControlProvider;
import org.jspecify.annotations.Nullable;

/** Where answers run: beside the marker, and where they can do it no harm. */
public interface Engine extends AutoCloseable {
    /** Provides the connection by which JShell runs code there. */
    ExecutionControlProvider control();

    /** Lists the class path that answers are compiled and run with. */
    List<Path> classPath();

    /** From now on, all that runs must be done within so many seconds, or the engine ends. */
    void allow(int seconds);

    /** Another cell begins: the standard streams work again, whatever the last one did to them. */
    void begins();

    /** Why it has ended, in words; null while it runs. */
    @Nullable String ended();

    /** What checks have said since this was asked last. */
    String said();

    @Override
    void close();
}
