package org.sumcat.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Downloads files from the first mirror that has them, resuming partial downloads, and verifies
 * them before they get their names.
 */
final class Download {
    /** Verifies a downloaded file before it is used. */
    interface FileCheck {
        void accept(Path file) throws IOException;
    }

    private static final String MIRRORS =
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/,"
                    + "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

    private static final int TRIES = 5;

    private final List<URI> mirrors;
    private final int patience; // milliseconds

    /**
     * Creates a downloader for these mirrors, with a time limit for each connection.
     *
     * @param mirrors folders on the web, each with a {@code /} at its end
     * @param patience how long a mirror may take to answer, and how long a transfer may stand still
     */
    Download(List<URI> mirrors, Duration patience) {
        this.mirrors = new ArrayList<>(mirrors);
        this.patience = Math.toIntExact(patience.toMillis());
    }

    /**
     * The published mirrors, or those of {@code -Dsumcat.mirrors}, separated by commas (none:
     * offline).
     */
    static Download published() {
        var mirrors =
                Stream.of(System.getProperty("sumcat.mirrors", MIRRORS).split(","))
                        .map(String::strip)
                        .filter(mirror -> !mirror.isEmpty())
                        .map(Download::folder)
                        .toList();
        return new Download(mirrors, Duration.ofSeconds(5));
    }

    private static URI folder(String address) {
        if (!address.matches("https?://[^ /]+.*")) {
            throw new DataException(
                    "a mirror must be an http or https address, but is '%s'; correct -Dsumcat.mirrors"
                            .formatted(address));
        }
        return URI.create(address.endsWith("/") ? address : address + "/");
    }

    /**
     * Downloads one file into a folder.
     *
     * @throws IOException if no mirror gave it; what came of it is kept for the next try
     * @throws DataException if it cannot be written
     * @throws CancellationException when the thread is interrupted; what came of it is kept
     */
    void fetch(String name, Path folder, FileCheck check, Consumer<String> say) throws IOException {
        ProxyVariables.settle();
        var reasons = new ArrayList<String>();
        for (URI mirror : List.copyOf(mirrors)) {
            try {
                var part = PartialDownload.of(name, mirror.getAuthority(), folder);
                fetch(mirror.resolve(name), part, check, say);
                part.place(folder.resolve(name));
                mirrors.remove(mirror);
                mirrors.add(0, mirror); // the next file is asked of the mirror that works
                return;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) { // by then every other mirror fails
                    throw new CancellationException(
                            "stopped while %s was downloaded; the part so far is kept: ask again to resume"
                                    .formatted(name));
                }
                reasons.add(mirror.getHost() + ": " + reason(e) + ProxyVariables.words(mirror));
            }
        }
        throw new IOException(reasons.isEmpty() ? "no mirrors" : String.join("; ", reasons));
    }

    private void fetch(URI address, PartialDownload part, FileCheck check, Consumer<String> say)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            long had = part.size();
            try {
                transfer(address, part, had, say);
                part.check(check);
                return;
            } catch (IOException e) {
                // It broke off on the way, or went on from an old part that was unfit: try again.
                boolean nextDiffers = part.size() != had;
                if (!nextDiffers || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void transfer(URI address, PartialDownload part, long had, Consumer<String> say)
            throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        if (had > 0) {
            connection.setRequestProperty("Range", "bytes=" + had + "-");
        }
        try {
            switch (status(connection)) {
                case HttpURLConnection.HTTP_OK -> take(connection, part, 0, say);
                case HttpURLConnection.HTTP_PARTIAL -> take(connection, part, had, say);
                case 416 -> {} // nothing is left to send: the part was whole
                default -> throw new IOException("HTTP " + connection.getResponseCode());
            }
        } finally {
            connection.disconnect();
        }
    }

    /** The HTTP status, within the time limit; DNS lookup has no limit of its own. */
    private int status(HttpURLConnection connection) throws IOException {
        var answer = new FutureTask<>(connection::getResponseCode);
        var asking = new Thread(answer, "sumcat-download");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer within %s ms".formatted(patience));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static void take(
            HttpURLConnection connection, PartialDownload part, long keep, Consumer<String> say)
            throws IOException {
        long coming = connection.getContentLengthLong(); // -1: not told
        long whole = coming < 0 ? coming : keep + coming;
        String path = connection.getURL().getPath();
        String what =
                "fetching %s from %s"
                        .formatted(
                                path.substring(path.lastIndexOf('/') + 1),
                                connection.getURL().getHost());
        try (var in = connection.getInputStream()) {
            long size = part.take(in, keep, new DownloadProgress(what, whole, say));
            if (size < whole) {
                throw new EOFException("broke off after %s of %s bytes".formatted(size, whole));
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof UnknownHostException
                ? "host not found"
                : String.valueOf(e.getMessage());
    }
}
