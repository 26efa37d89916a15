package dev.pollux.cloud.sdk;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import dev.pollux.network.Authorities;
import dev.pollux.network.Network;
import dev.pollux.network.Proxy;
import dev.pollux.network.Proxy.Kind;
import dev.pollux.secret.Secret;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** The way to the service that gives tokens: by the same proxy and the same authorities as to the one they are for. */
final class TokenWay implements HttpTransportFactory {
    private final HttpTransport transport;
    private final Proxy proxy;

    /** @throws IllegalArgumentException if a file of certificates cannot be read */
    TokenWay(Network.Way way) {
        this.proxy = way.proxy();
        var builder = new NetHttpTransport.Builder().setConnectionFactory(this::open);
        this.transport = (way.authorities().isEmpty() ? builder : builder.setSslSocketFactory(sockets(way))).build();
    }

    private static SSLSocketFactory sockets(Network.Way way) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{Authorities.with(way.authorities())}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private HttpURLConnection open(URL address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.openConnection(switch (proxy.kind()) {
            case DIRECT -> java.net.Proxy.NO_PROXY;
            case HTTP -> of(java.net.Proxy.Type.HTTP);
            case SOCKS5 -> of(java.net.Proxy.Type.SOCKS);
            case HTTPS -> throw new IOException("no token is fetched by a proxy that is spoken to over TLS");
        });
        if (proxy.login().isPresent()) {
            if (proxy.kind() != Kind.HTTP) {
                throw new IOException("no token is fetched by a SOCKS proxy that wants a login");
            }
            connection.setAuthenticator(new Shown(proxy.login().get()));
        }
        return connection;
    }

    private java.net.Proxy of(java.net.Proxy.Type type) {
        return new java.net.Proxy(type, new InetSocketAddress(proxy.host(), proxy.port()));
    }

    /** Shows the login to the proxy and to nobody else. */
    private static final class Shown extends Authenticator {
        private final Proxy.Login login;

        Shown(Proxy.Login login) {
            this.login = login;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            String password = login.password().map(Secret::reveal).orElse("");
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(login.user(), password.toCharArray())
                    : null;
        }
    }

    @Override
    public HttpTransport create() {
        return transport;
    }
}
