package org.sumcat.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // none accepts for ever
class IpcMainTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> CHANNELS =
            List.of("shell", "iopub", "stdin", "control", "hb");

    @TempDir private Path folder;

    /** As jupyter_client writes it: letters beyond ASCII are escaped. */
    private Path connectionFile(String transport, String ip) throws IOException {
        var json = new StringBuilder("{\n");
        for (int i = 0; i < CHANNELS.size(); i++) {
            json.append("  \"%s_port\": %d,\n".formatted(CHANNELS.get(i), i + 1));
        }
        json.append("  \"ip\": \"%s\",\n".formatted(ip))
                .append("  \"key\": \"a1-b2\",\n  \"transport\": \"%s\",\n".formatted(transport))
                .append("  \"signature_scheme\": \"hmac-sha256\",\n  \"kernel_name\": \"java\"\n}");
        return Files.writeString(folder.resolve("kernel.json"), json.toString());
    }

    private Path socket(int number) {
        return folder.resolve("s-" + number);
    }

    private JsonNode bridged() throws IOException {
        assumeTrue(File.separatorChar == '/', "Jupyter has Unix sockets on Unix alone");
        Path file = IpcMain.reachable(connectionFile("ipc", folder.resolve("s").toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return JSON.readTree(file.toFile());
    }

    @Test
    void a_kernel_for_TCP_gets_the_connection_file_as_it_is() throws Exception {
        Path file = connectionFile("tcp", "127.0.0.1");

        assertThat(IpcMain.reachable(file)).isEqualTo(file);
    }

    @Test
    void a_kernel_for_Unix_sockets_gets_ports_and_all_else_as_it_was() throws Exception {
        JsonNode file = bridged();

        assertThat(file.get("transport").asText()).isEqualTo("tcp");
        assertThat(file.get("ip").asText()).isEqualTo("127.0.0.1");
        assertThat(file.get("key").asText()).isEqualTo("a1-b2");
        assertThat(file.get("signature_scheme").asText()).isEqualTo("hmac-sha256");
        assertThat(CHANNELS.stream().map(name -> file.get(name + "_port").asInt()))
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 1023);
    }

    @Test
    void what_Jupyter_says_to_a_socket_waits_for_the_kernel_and_the_answer_comes_back()
            throws Exception {
        JsonNode file = bridged();
        for (int i = 0; i < CHANNELS.size(); i++) {
            try (var jupyter = SocketChannel.open(UnixDomainSocketAddress.of(socket(i + 1)))) {
                jupyter.write(
                        ByteBuffer.wrap(CHANNELS.get(i).getBytes(UTF_8))); // nobody hears it yet

                int port = file.get(CHANNELS.get(i) + "_port").asInt();
                try (var kernel = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                        var connection = kernel.accept()) {
                    byte[] heard = connection.getInputStream().readNBytes(CHANNELS.get(i).length());
                    assertThat(heard).asString(UTF_8).isEqualTo(CHANNELS.get(i));

                    byte[] picture = new byte[1_000_000];
                    picture[999_999] = 1;
                    connection.getOutputStream().write(picture);
                }
                var seen = ByteBuffer.allocate(1_000_001);
                while (jupyter.read(seen) >= 0) {}
                assertThat(seen.position()).as("all, and then the end").isEqualTo(1_000_000);
                assertThat(seen.get(999_999)).isOne();
            }
        }
    }

    @Test
    void a_client_that_hangs_up_lets_the_next_one_in() throws Exception {
        int port = bridged().get("hb_port").asInt();
        try (var kernel = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 3; i++) {
                SocketChannel.open(UnixDomainSocketAddress.of(socket(5))).close();
                try (var connection = kernel.accept()) {
                    assertThat(connection.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void a_socket_that_a_killed_kernel_left_is_replaced() throws Exception {
        var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        left.bind(UnixDomainSocketAddress.of(socket(1))).close();
        assertThat(socket(1)).exists();

        bridged();

        SocketChannel.open(UnixDomainSocketAddress.of(socket(1))).close();
    }

    @Test
    void a_file_of_somebody_else_is_not() throws Exception {
        Files.writeString(socket(3), "mine");

        assertThatThrownBy(this::bridged)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a Unix socket must be possible at %s, but another file is there"
                                .formatted(socket(3)));
        assertThat(socket(3)).hasContent("mine");
    }

    @Test
    void a_folder_that_is_too_deep_for_a_socket_is_named() throws Exception {
        assumeTrue(File.separatorChar == '/', "Jupyter has Unix sockets on Unix alone");
        Path deep = folder.resolve("d".repeat(120));
        Path file = connectionFile("ipc", deep.toString());

        assertThatThrownBy(() -> IpcMain.reachable(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a Unix socket must be possible at " + deep + "-1, but");
    }

    @Test
    void a_place_is_read_as_JSON_writes_it() {
        var file =
                new ConnectionFile(
                        "{\"shell_port\":7, \"ip\" : \"/tmp/K\\u00fcche \\\"a\\\\b\\/c\\td\",\"transport\" :\"ipc\"}");

        assertThat(file.isIpc()).isTrue();
        assertThat(file.sockets()).isEqualTo(Map.of(7, Path.of("/tmp/Küche \"a\\b/c\td-7")));
    }

    @Test
    void a_kernel_name_that_looks_like_a_transport_is_none() {
        assertThat(
                        new ConnectionFile("{\"kernel_name\": \"\\\"transport\\\": \\\"ipc\\\"\"}")
                                .isIpc())
                .isFalse();
    }
}
