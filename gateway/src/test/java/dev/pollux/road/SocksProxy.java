package dev.pollux.road;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5PasswordAuthResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthRequest;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5PasswordAuthStatus;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy that wants a login; every name leads to this machine. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes its channel, which is noticed
final class SocksProxy implements AutoCloseable {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Channel server;
    private final String login;

    /** @param login as {@code user:password} */
    SocksProxy(String login) {
        this.login = login;
        server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline().addLast(Socks5ServerEncoder.DEFAULT, new Socks5InitialRequestDecoder(),
                                new Talk());
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Where it was asked to connect to, as it was named. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        loops.shutdownGracefully();
    }

    /** What is said until the connection stands. */
    private final class Talk extends SimpleChannelInboundHandler<Socks5Message> {
        @Override
        protected void channelRead0(ChannelHandlerContext client, Socks5Message message) {
            switch (message) {
                case Socks5InitialRequest _ -> {
                    client.pipeline().replace(Socks5InitialRequestDecoder.class, "login",
                            new Socks5PasswordAuthRequestDecoder());
                    client.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.PASSWORD));
                }
                case Socks5PasswordAuthRequest shown -> {
                    boolean right = login.equals(shown.username() + ":" + shown.password());
                    client.pipeline().replace("login", "command", new Socks5CommandRequestDecoder());
                    ChannelFuture told = client.writeAndFlush(new DefaultSocks5PasswordAuthResponse(
                            right ? Socks5PasswordAuthStatus.SUCCESS : Socks5PasswordAuthStatus.FAILURE));
                    if (!right) {
                        told.addListener(_ -> client.close());
                    }
                }
                case Socks5CommandRequest wanted -> connect(client, wanted);
                default -> client.close();
            }
        }

        private void connect(ChannelHandlerContext client, Socks5CommandRequest wanted) {
            asked.add(wanted.dstAddr() + ":" + wanted.dstPort());
            client.channel().config().setAutoRead(false);
            ChannelFuture connected = new Bootstrap().group(client.channel().eventLoop())
                    .channel(NioSocketChannel.class).handler(new Relay(client.channel()))
                    .connect(InetAddress.getLoopbackAddress(), wanted.dstPort());
            connected.addListener(_ -> {
                client.writeAndFlush(new DefaultSocks5CommandResponse(connected.isSuccess()
                        ? Socks5CommandStatus.SUCCESS
                        : Socks5CommandStatus.FAILURE, Socks5AddressType.IPv4));
                client.pipeline().remove("command");
                client.pipeline().replace(this, "relay", new Relay(connected.channel()));
                client.channel().config().setAutoRead(true);
            });
        }
    }

    /** Passes on whatever comes, and closes with the other side. */
    private static final class Relay extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Relay(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.writeAndFlush(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
