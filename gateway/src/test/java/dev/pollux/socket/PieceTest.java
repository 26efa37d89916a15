package dev.pollux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class PieceTest {
    private static final byte[] STARS = "stars".getBytes(StandardCharsets.US_ASCII);

    @Test
    void whatASocketGaveIsNotCopiedOnceMore() {
        ByteBuf pooled = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(STARS);
        Buffer piece = BufferInternal.safeBuffer(pooled);
        byte[] bytes = Piece.bytes(piece);
        assertThat(bytes).isEqualTo(STARS);
        assertThat(Piece.bytes(piece)).isSameAs(bytes);
    }

    @Test
    void whatSharesItsMemoryIsCopied() {
        Buffer sky = Buffer.buffer("the stars");
        Buffer stars = sky.slice(4, 9);
        Buffer all = sky.slice();
        byte[] piece = Piece.bytes(stars);
        byte[] whole = Piece.bytes(all);
        sky.setString(0, "no planet");
        assertThat(piece).isEqualTo(STARS);
        assertThat(whole).isEqualTo("the stars".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aPieceIsAsLongAsItsBytesWhateverItsMemory() {
        assertThat(Piece.bytes(Buffer.buffer(64).appendBytes(STARS))).isEqualTo(STARS);
        assertThat(Piece.bytes(Buffer.buffer())).isEmpty();
        assertThat(Piece.bytes(BufferInternal.buffer(Unpooled.directBuffer().writeBytes(STARS)))).isEqualTo(STARS);
        assertThat(Piece.bytes(BufferInternal.buffer(Unpooled.EMPTY_BUFFER))).isEmpty();
    }
}
