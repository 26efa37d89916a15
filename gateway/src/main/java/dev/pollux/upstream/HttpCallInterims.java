package dev.pollux.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Lets no interim answer through on one connection of HTTP/2, as {@link HttpCallHeads} does elsewhere: the client takes
 * those that it does not know for the answer itself.
 */
final class HttpCallInterims extends Http2FrameListenerDecorator {
    private HttpCallInterims(Http2FrameListener client) {
        super(client);
    }

    /** From now on; on the connection's event loop. */
    static void passOver(ChannelHandlerContext client) {
        Http2ConnectionDecoder decoder = client.pipeline().get(Http2ConnectionHandler.class).decoder();
        decoder.frameListener(new HttpCallInterims(decoder.frameListener()));
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last)
            throws Http2Exception {
        if (!isInterim(headers, last)) {
            super.onHeadersRead(ctx, stream, headers, padding, last);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int stream, Http2Headers headers, int dependency, short weight,
            boolean exclusive, int padding, boolean last) throws Http2Exception {
        if (!isInterim(headers, last)) {
            super.onHeadersRead(ctx, stream, headers, dependency, weight, exclusive, padding, last);
        }
    }

    private static boolean isInterim(Http2Headers headers, boolean last) {
        return !last && headers.status() != null
                && HttpStatusClass.valueOf(headers.status()) == HttpStatusClass.INFORMATIONAL;
    }
}
