package dev.pollux.upstream;

import dev.pollux.model.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What the troubles of sockets mean. */
final class HttpCallFailures {

    private static final Duration SOON = Duration.ofSeconds(1);
    /** Of the system and of this process, as {@code errno} tells it: ENFILE and EMFILE. */
    private static final Set<Integer> OUT_OF_DESCRIPTORS = Set.of(-23, -24);

    private HttpCallFailures() {}

    /** No byte of an answer came: was it the connection, or did a kept one turn out to be dead? */
    static Failure beforeHead(Throwable cause) {
        return switch (cause) {
            case Throwable _ when isWantOfDescriptors(cause) ->
                Failure.of(Failure.Kind.SHED, "The gateway has too many connections and files open.")
                        .withRetryAfter(SOON);
            case ConnectionPoolTooBusyException _ ->
                Failure.of(Failure.Kind.SHED, "Too many calls wait for a connection to the upstream.")
                        .withRetryAfter(SOON);
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

    /** No socket could be made, which is nobody's fault but ours. */
    private static boolean isWantOfDescriptors(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .anyMatch(one -> one instanceof NativeIoException told
                        && OUT_OF_DESCRIPTORS.contains(told.expectedErr()));
    }
}
