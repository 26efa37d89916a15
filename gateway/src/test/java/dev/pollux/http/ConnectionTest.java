package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** When a client counts as one that takes nothing. */
class ConnectionTest {
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final Limits LIMITS = new Limits(1, 1, 1, 1, 1, 1, 1, 1, Duration.ofHours(1), Duration.ofHours(1),
            Duration.ofHours(1), STALL);

    private final Connection connection = new Connection(LIMITS, _ -> {});
    private final Socket socket = new Socket(connection);
    private long now = System.nanoTime();

    /** A socket that takes bytes only when it is told to. */
    private static final class Socket extends EmbeddedChannel {
        private boolean taking;

        Socket(ChannelHandler handler) {
            super(handler);
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (taking) {
                super.doWrite(waiting);
            }
        }

        void takeAll() {
            taking = true;
            flush();
            taking = false;
        }
    }

    @Test
    void whoTakesEqualFramesOneByOneIsNoStaller() {
        for (int second = 0; second < 10; second++) {
            socket.takeAll();
            var _ = socket.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
            inspectAfterASecond();
            assertThat(socket.isOpen()).as("after %d s", second).isTrue();
        }
    }

    @Test
    void whoTakesNothingForTooLongIs() {
        var _ = socket.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
        inspectAfterASecond();
        assertThat(socket.isOpen()).isTrue();
        inspectAfterASecond();
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void whoHasEverythingIsNot() {
        var _ = socket.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
        inspectAfterASecond();
        socket.takeAll();
        inspectAfterASecond();
        inspectAfterASecond();
        assertThat(socket.isOpen()).isTrue();
    }

    private void inspectAfterASecond() {
        now += STALL.toNanos() + 1;
        connection.inspect(now);
        socket.runPendingTasks();
    }
}
