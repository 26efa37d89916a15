package dev.pollux.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * The answers that a connection owes its client.
 *
 * <p>A client has the whole of an answer as soon as it has as many bytes as its head announced, and may ask again then,
 * although we may not have come to its end ourselves.
 */
final class Owed {
    private static final long UNKNOWN = -1;

    private int answers;
    private long left = UNKNOWN; // of the answer in work

    boolean any() {
        return answers > 0;
    }

    /** Whether a client that waits for all that it is owed may ask now. */
    boolean mayBeAsked() {
        return answers == 0 || (answers == 1 && left == 0);
    }

    void asked() {
        answers++;
    }

    /** A part of an answer goes out; parts of interim ones are none. */
    void writes(Object part) {
        if (part instanceof HttpResponse head) {
            left = HttpUtil.getContentLength((HttpMessage) head, UNKNOWN);
        }
        if (part instanceof LastHttpContent) {
            left = UNKNOWN;
        } else if (part instanceof HttpContent content && left > 0) {
            left = Math.max(0, left - content.content().readableBytes());
        }
    }

    /** The end of an answer is out. */
    void answered() {
        answers--;
    }
}
