package dev.pollux.road;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.ProxyAuthenticator;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** LittleProxy, which wants a login; every name leads to this machine. */
final class HttpProxy implements AutoCloseable {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpProxyServer server;

    /** @param login as {@code user:password} */
    HttpProxy(String login) {
        server = DefaultHttpProxyServer.bootstrap()
                .withAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withServerResolver((_, port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .withProxyAuthenticator(new ProxyAuthenticator() {
                    @Override
                    public boolean authenticate(String user, String password) {
                        return login.equals(user + ":" + password);
                    }

                    @Override
                    public String getRealm() {
                        return "test";
                    }
                })
                .withFiltersSource(new HttpFiltersSourceAdapter() {
                    @Override
                    public HttpFilters filterRequest(HttpRequest request, ChannelHandlerContext context) {
                        asked.add(request.method() + " " + request.uri());
                        return super.filterRequest(request, context);
                    }
                })
                .start();
    }

    int port() {
        return server.getListenAddress().getPort();
    }

    /** Methods and addresses of what it was asked, each time with the right login. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.abort();
    }
}
