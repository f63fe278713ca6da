package org.sumcat.data;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * The user name and password of {@code http://USER:PASSWORD@HOST:PORT}, given to that proxy and to
 * nobody else.
 */
final class ProxyPassword extends Authenticator {
    private final String host;
    private final int port;
    private final PasswordAuthentication password;

    private ProxyPassword(String host, int port, PasswordAuthentication password) {
        this.host = host;
        this.port = port;
        this.password = password;
    }

    /**
     * Registers the password with Java, unless the program has an authenticator already.
     *
     * @param user and password, a colon between
     */
    static void give(String host, int port, String user) {
        // Java by itself tells no password in the clear to a proxy for https. It is asked once,
        // when
        // the first connection is made.
        String tunneling = "jdk.http.auth.tunneling.disabledSchemes";
        if (System.getProperty(tunneling) == null) {
            System.setProperty(tunneling, "");
        }
        if (Authenticator.getDefault() == null) {
            String[] words = user.split(":", 2);
            char[] secret = (words.length > 1 ? words[1] : "").toCharArray();
            var password = new PasswordAuthentication(words[0], secret);
            Authenticator.setDefault(new ProxyPassword(host, port, password));
        }
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        boolean ours =
                getRequestorType() == RequestorType.PROXY
                        && host.equalsIgnoreCase(getRequestingHost())
                        && port == getRequestingPort();
        return ours ? password : null;
    }
}
