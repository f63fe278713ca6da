package org.sumcat.marking;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** Authentication of the process that runs answers, against others that connect to the port. */
final class AnswerConnection {
    private static final int START_SECONDS = 60;
    static final int ROUND_MILLIS = 200;
    private static final int LONGEST_SECRET = 64;

    private AnswerConnection() {}

    /**
     * The first connection that presents the secret; empty if the process ended, or nobody
     * connected.
     */
    static Optional<Socket> to(Process process, ServerSocket server, String secret)
            throws IOException {
        server.setSoTimeout(ROUND_MILLIS);
        long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                Socket one = server.accept();
                one.setSoTimeout(5_000);
                if (line(one.getInputStream()).equals(secret)) {
                    one.setSoTimeout(0);
                    one.setTcpNoDelay(true);
                    return Optional.of(one);
                }
                one.close(); // somebody else's
            } catch (SocketTimeoutException e) {
                // nobody yet
            }
        }
        return Optional.empty();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_SECRET; ) {
            line.append((char) c);
            c = in.read();
        }
        return line.toString();
    }
}
