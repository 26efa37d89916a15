package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** When a client counts as one that takes nothing. */
class ConnectionTest {
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofSeconds(90);
    private static final Limits LIMITS = new Limits(1, 1, 1, 1, 1, 1, 1, 1, Duration.ofHours(1), Duration.ofHours(1),
            Duration.ofHours(1), STALL, LINGER, 1_000);

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

    @Test
    void whoGoesOnSendingWhatWasRefusedIsBorneForSoLong() {
        linger();
        connection.inspect(System.nanoTime() + LINGER.toNanos() / 2);
        socket.runPendingTasks();
        assertThat(socket.isOpen()).isTrue();
        connection.inspect(System.nanoTime() + LINGER.toNanos());
        socket.runPendingTasks();
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void andForSoManyBytes() {
        linger();
        send(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1_000])));
        assertThat(socket.isOpen()).isTrue();
        send(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1])));
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void whoHasSentItAllHasSeenTheAnswer() {
        linger();
        socket.takeAll();
        send(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(socket.isOpen()).isFalse();
    }

    /** The next may be there before we have written the end of what the client has whole. */
    @Test
    void whoHasAllBytesThatWereAnnouncedMayAskAgain() {
        ask();
        answerTwoBytesOf(2);
        ask();
        assertThat(socket.inboundMessages()).hasSize(4);
        var _ = socket.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        socket.takeAll();
        ask(); // and is not answered yet
        assertThat(socket.inboundMessages()).hasSize(4);
    }

    @Test
    void whoHasNotIsNotHeard() {
        ask();
        answerTwoBytesOf(3);
        ask();
        assertThat(socket.inboundMessages()).hasSize(2);
    }

    /** The head, and the first two bytes. */
    private void answerTwoBytesOf(int length) {
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("content-length", length);
        var _ = socket.writeAndFlush(head);
        var _ = socket.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[2])));
    }

    private void ask() {
        send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.DELETE, "/"));
        send(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** A request of which only the head has come is answered. */
    private void linger() {
        send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
        connection.linger();
        var _ = socket.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        socket.takeAll();
    }

    private void send(Object message) {
        socket.writeInbound(message);
        socket.runPendingTasks();
    }

    private void inspectAfterASecond() {
        now += STALL.toNanos() + 1;
        connection.inspect(now);
        socket.runPendingTasks();
    }
}
