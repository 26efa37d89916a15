package dev.pollux.upstream;

import dev.pollux.model.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What the troubles of sockets mean. */
final class HttpCallFailures {

    private HttpCallFailures() {}

    /** No byte of an answer came: was it the connection, or did a kept one turn out to be dead? */
    static Failure beforeHead(Throwable cause) {
        return switch (cause) {
            case ConnectionPoolTooBusyException _ ->
                Failure.of(Failure.Kind.SHED, "Too many calls wait for a connection to the upstream.");
            case UnknownHostException _ ->
                Failure.of(Failure.Kind.UPSTREAM_REFUSED, "The upstream's name could not be resolved.");
            case SSLException _ ->
                Failure.of(Failure.Kind.UPSTREAM_REFUSED, "The upstream's certificate or TLS handshake failed.");
            case ConnectTimeoutException _ ->
                Failure.of(Failure.Kind.UPSTREAM_REFUSED, "The upstream did not accept a connection in time.");
            case ProxyConnectException _ ->
                Failure.of(Failure.Kind.UPSTREAM_REFUSED, "The proxy made no connection to the upstream.");
            case ConnectException _ ->
                Failure.of(Failure.Kind.UPSTREAM_REFUSED, "The upstream refused the connection.");
            default -> Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream closed the connection without an answer.");
        };
    }
}
