package org.sumcat.notebook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Relays the bytes between a Unix socket and a TCP port of this machine, in both directions. ZeroMQ
 * speaks the same protocol over both, so they need not be understood, and nothing that sockets of
 * ZeroMQ know of each other, such as who asked or who listens to what, is lost on the way.
 */
final class IpcRelay {
    /** The interval between attempts to connect to a starting kernel, in milliseconds. */
    private static final int ROUND = 20;

    private static final int BUFFER = 1 << 16;

    private IpcRelay() {}

    /**
     * Listens on a Unix socket until the program ends. A socket that a killed kernel left there is
     * replaced.
     *
     * @throws IOException if there cannot be one at this place, or another file is there
     */
    static void start(Path socket, int port) throws IOException {
        removeStale(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (SocketException e) {
            server.close();
            throw new IOException(
                    "a Unix socket must be possible at %s, but: %s"
                            .formatted(socket, e.getMessage()),
                    e);
        }
        inBackground(socket.getFileName().toString(), () -> accept(server, port));
    }

    private static void removeStale(Path socket) throws IOException {
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            boolean isSocket =
                    Files.readAttributes(
                                    socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .isOther();
            if (!isSocket) {
                throw new IOException(
                        "a Unix socket must be possible at %s, but another file is there"
                                .formatted(socket));
            }
            Files.delete(socket);
        }
    }

    private static void accept(ServerSocketChannel server, int port) {
        while (true) {
            try {
                SocketChannel jupyter = server.accept();
                inBackground("to " + port, () -> connect(jupyter, port));
            } catch (IOException e) {
                System.err.println("sumcat: no more connections from Jupyter: " + e);
                return;
            }
        }
    }

    /**
     * Connects to the kernel, which may listen later than we do; Jupyter's first messages wait
     * meanwhile.
     */
    private static void connect(SocketChannel jupyter, int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (true) {
            try {
                SocketChannel kernel = SocketChannel.open(address);
                kernel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                inBackground("from " + port, () -> copy(kernel, jupyter));
                copy(jupyter, kernel);
                return;
            } catch (IOException e) {
                try {
                    Thread.sleep(ROUND);
                } catch (InterruptedException stop) {
                    return;
                }
            }
        }
    }

    /** Copies until one side closes; then both close, and ZeroMQ reconnects by itself. */
    private static void copy(SocketChannel from, SocketChannel to) {
        try (from;
                to) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // hung up in the middle
        }
    }

    private static void inBackground(String name, Runnable work) {
        var thread = new Thread(work, "ipc " + name);
        thread.setDaemon(true);
        thread.start();
    }
}
