package org.sumcat.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection file that Jupyter passes to a kernel: ports, and a key. JSON without objects or
 * lists inside, written by a program; a parser would have to be on every kernel's class path, so
 * there is none.
 */
final class ConnectionFile {
    private static final Pattern IPC = Pattern.compile("\"transport\"\\s*:\\s*\"ipc\"");
    private static final Pattern IP =
            Pattern.compile("\"ip\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("(\"\\w+_port\"\\s*:\\s*)(\\d+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))");

    private final String json;

    ConnectionFile(String json) {
        this.json = json;
    }

    static ConnectionFile read(Path file) throws IOException {
        return new ConnectionFile(Files.readString(file));
    }

    /** Returns whether Jupyter uses Unix sockets. */
    boolean isIpc() {
        return IPC.matcher(json).find();
    }

    /**
     * The Unix sockets that Jupyter connects to, {@code {ip}-{port}}, by their number.
     *
     * @throws IllegalArgumentException if the file does not say where they are
     */
    Map<Integer, Path> sockets() {
        Matcher ip = IP.matcher(json);
        if (!ip.find()) {
            throw new IllegalArgumentException("a connection file must have an ip, but has none");
        }
        String prefix = ESCAPE.matcher(ip.group(1)).replaceAll(ConnectionFile::unescaped);
        var sockets = new LinkedHashMap<Integer, Path>();
        PORT.matcher(json)
                .results()
                .map(port -> Integer.valueOf(port.group(2)))
                .forEach(port -> sockets.put(port, Path.of(prefix + "-" + port)));
        return sockets;
    }

    /**
     * An equivalent connection over TCP on the loopback interface, with these ports in place of the
     * numbers.
     */
    ConnectionFile onLoopback(Map<Integer, Integer> ports) {
        String tcp = IPC.matcher(json).replaceAll("\"transport\": \"tcp\"");
        tcp = IP.matcher(tcp).replaceAll("\"ip\": \"127.0.0.1\"");
        return new ConnectionFile(
                PORT.matcher(tcp)
                        .replaceAll(
                                port -> port.group(1) + ports.get(Integer.valueOf(port.group(2)))));
    }

    /** Writes a new file that only its owner can read, since it contains the key. */
    Path write() throws IOException {
        return Files.writeString(Files.createTempFile("kernel-", ".json"), json);
    }

    private static String unescaped(MatchResult escape) {
        String character =
                escape.group(1) != null
                        ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                        : switch (escape.group(2)) {
                            case "b" -> "\b";
                            case "f" -> "\f";
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            default -> escape.group(2);
                        };
        return Matcher.quoteReplacement(character);
    }

    @Override
    public String toString() {
        return json;
    }
}
