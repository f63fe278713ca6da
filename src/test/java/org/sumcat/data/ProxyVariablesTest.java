package org.sumcat.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxyVariablesTest {
    private static final List<String> PROPERTIES =
            List.of(
                    "http.proxyHost",
                    "http.proxyPort",
                    "https.proxyHost",
                    "https.proxyPort",
                    "http.nonProxyHosts");

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void none() {
        PROPERTIES.forEach(
                name -> {
                    if (System.getProperty(name) != null) {
                        before.put(name, System.getProperty(name));
                        System.clearProperty(name);
                    }
                });
    }

    @AfterEach
    void as_it_was() {
        PROPERTIES.forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }

    @Test
    void a_proxy_of_which_https_proxy_tells_is_asked_for_an_address_of_https() throws Exception {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try (var one = proxy.accept()) {
                                    var in = one.getInputStream();
                                    var line = new StringBuilder();
                                    for (int c = in.read(); c != '\r'; c = in.read()) {
                                        line.append((char) c);
                                    }
                                    return line.toString();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            ProxyVariables.settle(
                    Map.of(
                            "https_proxy",
                            "http://127.0.0.1:" + proxy.getLocalPort(),
                            "no_proxy",
                            "example.com"));
            try {
                URI.create("https://data.example.org/file").toURL().openStream().close();
            } catch (IOException e) {
                // it hung up
            }
            assertThat(asked.get(180, TimeUnit.SECONDS))
                    .isEqualTo("CONNECT data.example.org:443 HTTP/1.1");
        }
        assertThat(System.getProperty("http.proxyHost")).isNull();
    }

    @Test
    void hosts_of_no_proxy_are_asked_themselves() {
        ProxyVariables.settle(Map.of("HTTP_PROXY", "p:3128", "no_proxy", ".a.org, b.org"));
        assertThat(System.getProperty("http.proxyHost")).isEqualTo("p");
        assertThat(System.getProperty("http.proxyPort")).isEqualTo("3128");
        assertThat(System.getProperty("http.nonProxyHosts"))
                .isEqualTo("localhost|127.*|[::1]|a.org|*.a.org|b.org|*.b.org");
    }

    /** In a process of its own: Java asks once whether a password may be told. */
    @Test
    void a_proxy_with_a_password_gets_it_when_it_asks_and_nobody_else() throws Exception {
        try (var proxy = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            var asked = CompletableFuture.supplyAsync(() -> asksForPassword(proxy));
            var builder =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Asking.class.getName());
            builder.environment()
                    .put("https_proxy", "http://me:se%20cret@127.0.0.1:" + proxy.getLocalPort());
            Process asking = builder.start();
            assertThat(asked.get(180, TimeUnit.SECONDS))
                    .isEqualTo(
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString("me:se cret".getBytes(UTF_8)));
            assertThat(new String(asking.getInputStream().readAllBytes(), UTF_8))
                    .contains("HTTP/1.1 403", "(through the proxy 127.0.0.1:")
                    .doesNotContain("cret");
        }
    }

    /** Asks a web server for a file, and says how it went. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] args) throws IOException {
            ProxyVariables.settle();
            URI address = URI.create("https://data.example.org/file");
            try {
                address.toURL().openStream().close();
            } catch (IOException e) {
                System.out.println(e.getMessage() + ProxyVariables.words(address));
            }
        }
    }

    /** The password that came with the second question. */
    private static String asksForPassword(ServerSocket proxy) {
        try (var one = proxy.accept()) {
            heads(one);
            one.getOutputStream()
                    .write(
                            ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                                            + "Proxy-Authenticate: Basic realm=\"class\"\r\n"
                                            + "Connection: close\r\n\r\n")
                                    .getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (var two = proxy.accept()) {
            String told = heads(two).getOrDefault("proxy-authorization", "nothing");
            two.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> heads(Socket from) throws IOException {
        var heads = new HashMap<String, String>();
        var lines = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
            String[] words = line.split(": ", 2);
            heads.put(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "");
            line = lines.readLine();
        }
        return heads;
    }

    @Test
    void what_Java_was_told_stays() {
        System.setProperty("https.proxyHost", "mine");
        ProxyVariables.settle(Map.of("https_proxy", "http://other:1"));
        assertThat(System.getProperty("https.proxyHost")).isEqualTo("mine");
    }

    @Test
    void a_failure_names_the_proxy_and_one_that_cannot_be_taken() {
        ProxyVariables.settle(Map.of("https_proxy", "http://p:3128"));
        assertThat(ProxyVariables.words("https", Map.of()))
                .isEqualTo(" (through the proxy p:3128)");
        assertThat(ProxyVariables.words("http", Map.of("all_proxy", "socks5://p:1")))
                .contains("no proxy was taken", "http://HOST:PORT");
    }
}
