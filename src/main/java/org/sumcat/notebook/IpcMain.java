package org.sumcat.notebook;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Starts any JVM kernel, even for a Jupyter that talks to its kernels through Unix sockets
 * (transport {@code ipc}), as Google Colab does. Java kernels use JeroMQ, which has no Unix sockets
 * and silently listens on TCP, so that Jupyter would wait forever. Here the kernel gets TCP ports
 * on the loopback interface, and what comes through the Unix sockets is passed on to them, in the
 * process of the kernel itself: it ends with it, whatever ends it.
 *
 * <p>With any other connection file it starts the kernel and does nothing else. It lies on the
 * class path of kernels, so it uses nothing but Java.
 */
public final class IpcMain {
    /** The time for the kernel's last messages to pass, in milliseconds. */
    private static final int LAST_WORDS = 100;

    private IpcMain() {}

    /**
     * Runs until the kernel ends.
     *
     * @param args the kernel's main class, the connection file, and what else the kernel takes
     */
    public static void main(String[] args) throws Throwable {
        String[] arguments = Arrays.copyOfRange(args, 1, args.length);
        try {
            arguments[0] = reachable(Path.of(arguments[0])).toString();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(2);
        }
        if (args[0].startsWith("org.jetbrains.kotlinx.jupyter.")) {
            KotlinHeaders.acceptUnknownFields();
        }
        try {
            Class.forName(args[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The connection file itself, or an equivalent one with ports for Unix sockets. */
    static Path reachable(Path connectionFile) throws IOException {
        ConnectionFile asked = ConnectionFile.read(connectionFile);
        if (!asked.isIpc()) {
            return connectionFile;
        }
        Map<Integer, Path> sockets = asked.sockets();
        Map<Integer, Integer> ports = freePorts(sockets.keySet());
        var left = new ConcurrentLinkedQueue<Path>(); // filled as they come to be
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(left)));
        for (var port : ports.entrySet()) {
            Path socket = Objects.requireNonNull(sockets.get(port.getKey()));
            IpcRelay.start(socket, port.getValue());
            left.add(socket);
        }
        Path file = asked.onLoopback(ports).write();
        left.add(file);
        return file;
    }

    /**
     * Free ports, chosen as Jupyter does: all are taken at once, and released again for the kernel.
     */
    private static Map<Integer, Integer> freePorts(Collection<Integer> numbers) throws IOException {
        var ports = new HashMap<Integer, Integer>();
        var taken = new ArrayList<ServerSocket>();
        for (int number : numbers) {
            var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            taken.add(socket);
            ports.put(number, socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return ports;
    }

    private static void tidyUp(Collection<Path> files) {
        try {
            Thread.sleep(LAST_WORDS);
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("sumcat: left behind: " + e);
        }
    }
}
