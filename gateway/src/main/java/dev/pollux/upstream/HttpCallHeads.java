package dev.pollux.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

import java.util.Set;

/**
 * Lets one head through for each request, seen between the HTTP parser and the client, on one connection.
 *
 * <p>The client takes an interim answer that it does not know for the answer itself, and reads on behind a head that it has
 * refused: both ways a request would have two answers. Interim answers tell us nothing, so none passes; nor does anything
 * behind a head of another version, or with a status that is none.
 */
final class HttpCallHeads extends ChannelInboundHandlerAdapter {
    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    private boolean interim;
    private boolean broken;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpResponse head && !broken) {
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            broken = !VERSIONS.contains(head.protocolVersion())
                    || head.status().codeClass() == HttpStatusClass.UNKNOWN;
            if (broken) {
                ctx.fireExceptionCaught(new DecoderException("a head that is none of HTTP/1"));
            }
        }
        if (!interim && !broken) {
            ctx.fireChannelRead(message);
            return;
        }
        interim &= !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }
}
