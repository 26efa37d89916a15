package dev.pollux.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.Threads;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SseWriterTest {
    private static final Frame LARGE = Frame.of("picture", "A".repeat(Threads.LARGE).getBytes(UTF_8));

    private final SseWriter writer = new SseWriter();

    @Test
    void whatWaitsTogetherLeavesInOnePiece() {
        writer.write(Frame.of("a"));
        writer.write(Frame.of("ping", "b".getBytes(UTF_8)));
        assertThat(pieces()).containsExactly("data: a\n\nevent: ping\ndata: b\n\n".getBytes(UTF_8));
        assertThat(pieces()).isEmpty();
    }

    @Test
    void nothingOfALargeFrameIsCopied() {
        writer.write(Frame.of("a"));
        writer.write(LARGE);
        List<byte[]> pieces = pieces();
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(0)).isEqualTo("data: a\n\nevent: picture\ndata: ".getBytes(UTF_8));
        assertThat(pieces.get(1)).isSameAs(LARGE.data());
        assertThat(pieces.get(2)).isEqualTo("\n\n".getBytes(UTF_8));
    }

    @Test
    void thatWhichIsInPiecesCanBeHadInOne() {
        writer.write(LARGE);
        writer.write(Frame.of("b"));
        assertThat(new String(writer.drain(), UTF_8)).isEqualTo("event: picture\ndata: " + LARGE.text()
                + "\n\ndata: b\n\n");
        assertThat(writer.drain()).isEmpty();
    }

    private List<byte[]> pieces() {
        var pieces = new ArrayList<byte[]>();
        writer.drain(pieces::add);
        return pieces;
    }
}
