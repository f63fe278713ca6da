package org.sumcat.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.opentest4j.TestAbortedException;
import org.sumcat.ipynb.NotebookCell;
import org.sumcat.ipynb.NotebookFile;

/** A Jupyter that serves one lesson, without outputs, from a folder like a checkout's. */
final class TestJupyter implements AutoCloseable {
    private static final int TRIES = 3;
    private static final int PATIENCE = 180; // seconds, for a first start on a busy machine

    private final Path folder;
    private int port;
    private Process server;

    /**
     * Starts it and waits until it answers.
     *
     * @param folder empty; for the lesson and for all that Jupyter writes
     * @param command the program and its options but for those that name the port
     */
    TestJupyter(Path folder, String lesson, List<String> command) throws Exception {
        this(folder, lesson, List.of(), command);
    }

    /**
     * The same with other cells in the lesson's place.
     *
     * @param code none: the lesson's own
     */
    TestJupyter(Path folder, String lesson, List<String> code, List<String> command)
            throws Exception {
        this.folder = folder;
        var notebook = NotebookFile.read(Path.of("notebooks", lesson));
        if (!code.isEmpty()) {
            notebook.setCells(
                    IntStream.range(0, code.size())
                            .mapToObj(i -> NotebookCell.code("cell-" + i, code.get(i)))
                            .toList());
        }
        notebook.cells().forEach(NotebookCell::clear);
        notebook.write(Files.createDirectories(folder.resolve("notebooks")).resolve(lesson));
        TestKernel.putJar(Files.createDirectories(folder.resolve("target")).resolve("sumcat.jar"));
        for (int tries = 1; ; tries++) { // another program may take the port before it does
            port = freePort();
            server = start(command);
            if (answers()) {
                return;
            }
            close();
            if (tries == TRIES) {
                throw new TestAbortedException(
                        "Jupyter itself does not start here, so no notebook was opened: "
                                + Files.readString(folder.resolve("server.log")));
            }
        }
    }

    private Process start(List<String> command) throws IOException {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=" + port));
        all.add("--port-retries=0"); // or it takes another, and we ask a stranger
        var start = new ProcessBuilder(all);
        var environment = start.environment();
        environment.put("JUPYTER_PATH", TestKernel.register(folder.resolve("jupyter")));
        for (String kind : List.of("RUNTIME", "CONFIG", "DATA")) {
            environment.put("JUPYTER_" + kind + "_DIR", folder.resolve(kind).toString());
        }
        environment.put("JUPYTERLAB_SETTINGS_DIR", folder.resolve("settings").toString());
        environment.put("JUPYTERLAB_WORKSPACES_DIR", folder.resolve("workspaces").toString());
        environment.put("IPYTHONDIR", folder.resolve("ipython").toString());
        environment.put("SUMCAT_PROFILE", "tiny");
        start.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
        return start.start();
    }

    String address(String path) {
        return "http://127.0.0.1:%d/%s".formatted(port, path);
    }

    /** The program of that name on the path; without it the test is skipped. */
    static String program(String name) {
        var found =
                List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                        .map(place -> Path.of(place, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .map(Path::toString);
        assumeTrue(found.isPresent(), name + " is not here: no notebook was opened in a browser");
        return found.orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        for (int i = 0; i < 10 * PATIENCE && server.isAlive(); i++) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return true;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        return false;
    }

    @Override
    public void close() throws InterruptedException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().waitFor();
    }
}
