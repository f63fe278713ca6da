package org.sumcat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.TestAbortedException;

/** One page of a browser without a window, driven as a person would, by Chromium's DevTools. */
final class DevTools implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the pictures in one part of a page: what is wrong with each of them. */
    private static final String FAULTS_OF_PICTURES =
            """
            (area => [...area.querySelectorAll('img')].map(img => {
              const seen = img.getBoundingClientRect();
              const room = area.getBoundingClientRect();
              const pixels = img.naturalWidth / img.naturalHeight;
              const pen = document.createElement('canvas').getContext('2d');
              pen.drawImage(img, 0, 0, 300, 150);
              const colours = new Set(new Uint32Array(pen.getImageData(0, 0, 300, 150).data.buffer));
              return img.alt + (
                seen.width < 100 ? ' is not to be seen'
                : seen.width > room.width + 1 || seen.right > room.right + 1
                  ? ` is ${seen.width} pixels wide where there are ${room.width}`
                : seen.width > 801 ? ` is ${seen.width} pixels wide`
                : Math.abs(seen.width / seen.height / pixels - 1) > 0.02 ? ' is distorted'
                : colours.size < 10 ? ' is blank' : '');
            }).filter(fault => fault))
            """;

    private static final String MIDDLE_X = "r.x + r.width / 2";
    private static final String MIDDLE_Y = "r.y + r.height / 2";

    /** For what takes no time on a machine that does nothing else, in seconds. */
    private static final int PATIENCE = 300;

    private final Path folder;
    private final Process browser;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final StringBuilder heard = new StringBuilder();
    private int asked;

    /**
     * Opens a page.
     *
     * @param folder for the browser's own files, empty
     */
    DevTools(String chromium, Path folder, String address) throws Exception {
        this.folder = folder;
        browser =
                new ProcessBuilder(
                                chromium,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--remote-debugging-port=0",
                                "--remote-allow-origins=*",
                                "--window-size=1100,900",
                                "--user-data-dir=" + folder,
                                address)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var http = HttpClient.newHttpClient();
        try {
            socket =
                    http.newWebSocketBuilder()
                            .buildAsync(URI.create(page(http, address)), new Ear())
                            .get(PATIENCE, TimeUnit.SECONDS);
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private String page(HttpClient http, String address) throws Exception {
        JsonNode pages = JSON.createArrayNode();
        for (int i = 0; i < PATIENCE * 10 && browser.isAlive(); i++) {
            pages = pages(http);
            for (JsonNode page : pages) {
                if (page.path("url").asText().startsWith(address)) {
                    return page.path("webSocketDebuggerUrl").asText();
                }
            }
            Thread.sleep(100);
        }
        if (pages.isEmpty()) {
            throw new TestAbortedException("Chromium itself does not start here");
        }
        throw new IOException("the browser did not open %s, but %s".formatted(address, pages));
    }

    /** What is open by now. */
    private JsonNode pages(HttpClient http) throws InterruptedException {
        Path port = folder.resolve("DevToolsActivePort");
        try {
            var list =
                    URI.create(
                            "http://127.0.0.1:%s/json/list"
                                    .formatted(Files.readAllLines(port).get(0)));
            var request = HttpRequest.newBuilder(list).build();
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | IndexOutOfBoundsException e) {
            return JSON.createArrayNode(); // it is on its way
        }
    }

    /** What an expression of JavaScript gives. */
    JsonNode evaluate(String expression) throws Exception {
        var result =
                ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** What is wrong with the pictures in all parts of the page that a selector finds. */
    List<String> faultsOfPictures(String selector) throws Exception {
        var faults = new ArrayList<String>();
        evaluate(
                        "[...document.querySelectorAll('%s')].flatMap(%s)"
                                .formatted(selector, FAULTS_OF_PICTURES))
                .forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    /** Waits until an expression is true. */
    void await(String expression) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!evaluate("!!(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(
                        "not within %d seconds: %s".formatted(PATIENCE, expression));
            }
            Thread.sleep(200);
        }
    }

    /** Moves the mouse into the middle of what a selector finds. */
    void point(String selector) throws Exception {
        String rectangle =
                "document.querySelector('%s').getBoundingClientRect()".formatted(selector);
        double x = evaluate("(r => %s)(%s)".formatted(MIDDLE_X, rectangle)).asDouble();
        double y = evaluate("(r => %s)(%s)".formatted(MIDDLE_Y, rectangle)).asDouble();
        ask("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    /** Clicks into the middle of what a selector finds, with the mouse, once it is to be seen. */
    void click(String selector) throws Exception {
        String found = "document.querySelector('%s')".formatted(selector);
        String rectangle = found + "?.getBoundingClientRect()";
        await(
                "(r => r && %s.contains(document.elementFromPoint(%s, %s)))(%s)"
                        .formatted(found, MIDDLE_X, MIDDLE_Y, rectangle));
        double x = evaluate("(r => %s)(%s)".formatted(MIDDLE_X, rectangle)).asDouble();
        double y = evaluate("(r => %s)(%s)".formatted(MIDDLE_Y, rectangle)).asDouble();
        for (String type : new String[] {"mouseMoved", "mousePressed", "mouseReleased"}) {
            ask(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    /** A picture of what is to be seen now. */
    byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(ask("Page.captureScreenshot", Map.of()).path("data").asText());
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws Exception {
        int id = ++asked;
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var message = Map.of("id", id, "method", method, "params", parameters);
        socket.sendText(JSON.writeValueAsString(message), true).get(PATIENCE, TimeUnit.SECONDS);
        return answer.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        browser.descendants().forEach(ProcessHandle::destroyForcibly);
        browser.destroyForcibly();
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heard.append(part);
            if (last) {
                try {
                    JsonNode message = JSON.readTree(heard.toString());
                    var waiting = answers.remove(message.path("id").asInt());
                    if (waiting != null) {
                        waiting.complete(message.path("result"));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                heard.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
