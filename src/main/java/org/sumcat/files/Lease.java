package org.sumcat.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** The exclusive right to do a run, until it is closed or lost. */
public final class Lease implements AutoCloseable {
    private final Path file;
    private final Worker holder;
    private final SystemLock lock;
    private final Runnable onLost;
    private @Nullable ScheduledFuture<?> beats;
    private long beat;

    Lease(Path file, Worker holder, SystemLock lock, Runnable onLost) {
        this.file = file;
        this.holder = holder;
        this.lock = lock;
        this.onLost = onLost;
    }

    /** Attaches the scheduled heartbeat, which ends with the lease. */
    void with(ScheduledFuture<?> regular) {
        beats = regular;
    }

    /** Sends a heartbeat; the lease is lost if another worker has taken it over. */
    void beat() {
        try {
            if (!isOurs()) {
                stop();
                onLost.run();
                return;
            }
            beat++;
            try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(holder.line(beat).getBytes(UTF_8)));
            }
        } catch (IOException e) {
            // the folder may be away for a while; who takes the lease meanwhile is seen at a later
            // beat
        }
    }

    private boolean isOurs() throws IOException {
        return Worker.of(Files.readString(file)).equals(holder);
    }

    private void stop() {
        if (beats != null) {
            beats.cancel(false);
        }
    }

    @Override
    public void close() {
        stop();
        try (lock) {
            if (Files.exists(file) && isOurs()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be deleted (%s)".formatted(file, e), e);
        }
    }
}
