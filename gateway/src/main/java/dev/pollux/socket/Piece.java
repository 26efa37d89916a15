package dev.pollux.socket;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.VertxHeapByteBuf;
import io.vertx.core.buffer.impl.VertxUnsafeHeapByteBuf;
import io.vertx.core.internal.buffer.BufferInternal;

/** A piece of a body, as a socket gave it. */
public final class Piece {
    private Piece() {}

    /**
     * The bytes of a piece that nobody else reads or writes; it must not be used any more.
     *
     * <p>Vert.x has copied them already, out of the memory that it reads into, and most often into an array of just that
     * length: this array itself is given then.
     */
    public static byte[] bytes(Buffer piece) {
        ByteBuf inside = ((BufferInternal) piece).unwrap();
        return isWhole(inside) && inside.array().length == piece.length() ? inside.array() : piece.getBytes();
    }

    /** Vert.x's own buffers on the heap are neither pooled nor parts of others. */
    private static boolean isWhole(ByteBuf inside) {
        return inside instanceof VertxUnsafeHeapByteBuf || inside instanceof VertxHeapByteBuf;
    }
}
