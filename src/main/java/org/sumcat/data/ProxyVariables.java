package org.sumcat.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxy variables that most programs read, {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}, but Java alone does not.
 */
public final class ProxyVariables {
    private static final List<String> SCHEMES = List.of("http", "https");

    private ProxyVariables() {}

    /**
     * Configures Java's proxies from them, unless Java's own settings ({@code https.proxyHost}) are
     * given.
     */
    public static void settle() {
        settle(System.getenv());
    }

    static synchronized void settle(Map<String, String> environment) {
        for (String scheme : SCHEMES) {
            String told = value(environment, scheme);
            if (told.isEmpty() || System.getProperty(scheme + ".proxyHost") != null) {
                continue;
            }
            URI proxy = address(told);
            if (proxy == null || !isHttp(proxy)) {
                continue; // said where a download fails
            }
            int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
            if (proxy.getUserInfo() != null) {
                ProxyPassword.give(proxy.getHost(), port, proxy.getUserInfo());
            }
            System.setProperty(scheme + ".proxyHost", proxy.getHost());
            System.setProperty(scheme + ".proxyPort", String.valueOf(port));
            if (System.getProperty("http.nonProxyHosts") == null) {
                System.setProperty("http.nonProxyHosts", direct(environment));
            }
        }
    }

    /** A hint about the proxy for an address that did not answer; empty if there is none. */
    static String words(URI address) {
        return words(address.getScheme(), System.getenv());
    }

    static String words(String scheme, Map<String, String> environment) {
        String told = value(environment, scheme);
        URI proxy = address(told);
        if (!told.isEmpty() && !isHttp(proxy)) {
            return " (no proxy was taken: that for %s is not http://HOST:PORT)".formatted(scheme);
        }
        String host = System.getProperty(scheme + ".proxyHost");
        return host == null
                ? ""
                : " (through the proxy %s:%s)"
                        .formatted(host, System.getProperty(scheme + ".proxyPort", "80"));
    }

    private static String value(Map<String, String> environment, String scheme) {
        for (String name : List.of(scheme + "_proxy", "all_proxy")) {
            for (String written : List.of(name, name.toUpperCase(Locale.ROOT))) {
                String value = environment.getOrDefault(written, "").strip();
                if (!value.isEmpty()) {
                    return value;
                }
            }
        }
        return "";
    }

    private static boolean isHttp(@Nullable URI proxy) {
        return proxy != null
                && proxy.getHost() != null
                && String.valueOf(proxy.getScheme()).matches("https?");
    }

    private static @Nullable URI address(String told) {
        try {
            return URI.create(told.contains("://") ? told : "http://" + told);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The exceptions {@code a.org,.b.org} in Java's syntax: {@code a.org|*.a.org|b.org|*.b.org}.
     */
    private static String direct(Map<String, String> environment) {
        var hosts = new ArrayList<>(List.of("localhost", "127.*", "[::1]"));
        String told =
                environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        for (String host : told.split("[,\\s]+", -1)) {
            String bare = host.replaceFirst("^\\*?\\.", "");
            if (bare.equals("*")) {
                hosts.add("*");
            } else if (!bare.isEmpty()) {
                hosts.addAll(List.of(bare, "*." + bare));
            }
        }
        return String.join("|", hosts);
    }
}
