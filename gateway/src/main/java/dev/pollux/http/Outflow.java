package dev.pollux.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that a client has taken, seen next to its socket.
 *
 * <p>What waits for the socket says too little: it may be as long as before although all of it has changed.
 */
final class Outflow extends ChannelOutboundHandlerAdapter {
    private long given;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            given += bytes.readableBytes();
        }
        var _ = ctx.write(message, promise);
    }

    /** From where this began to count; only the difference of two counts means anything. */
    long taken(ChannelOutboundBuffer buffer) {
        var left = new AtomicLong();
        try {
            buffer.forEachFlushedMessage(message -> {
                left.addAndGet(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException("counting throws nothing", e);
        }
        return given - left.get();
    }
}
