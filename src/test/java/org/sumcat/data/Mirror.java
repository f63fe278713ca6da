package org.sumcat.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on this machine, which can be told to misbehave. */
final class Mirror implements AutoCloseable {
    /** {@code train-images.gz}, or {@code train-images.gz bytes=10-}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> files = new HashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int breakAfter = Integer.MAX_VALUE;
    private boolean resumes = true;
    private boolean tellsLength = true;
    private Runnable beforeAnswer = () -> {};
    private Runnable beforeBreak = () -> {};

    /** A mirror with the four files of {@link TinySet}. */
    Mirror() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        put("train-images.gz", TinySet.gz(TinySet.TRAIN_IMAGES));
        put("train-labels.gz", TinySet.gz(TinySet.TRAIN_LABELS));
        put("t10k-images.gz", TinySet.gz(TinySet.TEST_IMAGES));
        put("t10k-labels.gz", TinySet.gz(TinySet.TEST_LABELS));
    }

    URI address() {
        return URI.create("http://%s:%d/".formatted(server.getAddress().getHostString(), port()));
    }

    int port() {
        return server.getAddress().getPort();
    }

    Mirror put(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    Mirror without(String name) {
        files.remove(name);
        return this;
    }

    /** Ends every transfer after so many bytes, after doing something else. */
    Mirror breakAfter(int bytes, Runnable first) {
        breakAfter = bytes;
        beforeBreak = first;
        return this;
    }

    /** Sends whole files, whatever range is asked for. */
    Mirror thatDoesNotResume() {
        resumes = false;
        return this;
    }

    Mirror thatDoesNotTellTheLength() {
        tellsLength = false;
        return this;
    }

    Mirror beforeAnswer(Runnable action) {
        beforeAnswer = action;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? name : name + " " + range);
        beforeAnswer.run();
        try (exchange) {
            byte[] file = files.get(name);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int from =
                    range == null || !resumes ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= file.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            int length = tellsLength ? file.length - from : 0; // 0: in chunks
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
            int to = (int) Math.min(file.length, (long) from + breakAfter);
            exchange.getResponseBody().write(Arrays.copyOfRange(file, from, to));
            exchange.getResponseBody().flush();
            if (to < file.length) {
                beforeBreak.run();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
