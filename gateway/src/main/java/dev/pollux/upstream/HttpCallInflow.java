package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.room.Room;
import dev.pollux.socket.Piece;
import dev.pollux.upstream.Intake.Head;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * How an answer comes from its connection to the one who reads it: a stream no faster than it is read, a whole one up to
 * its bound.
 */
final class HttpCallInflow {
    private static final int WELL = 200;

    private final Intake intake;
    private final HttpCallTalk talk;
    private final Room.Share share;
    private final UpstreamConfig config;
    private final boolean streamed;
    private final Executor eventLoop;
    private volatile @Nullable HttpClientResponse response;
    private volatile boolean paused;
    private boolean broken; // on the event loop only

    HttpCallInflow(Intake intake, HttpCallTalk talk, Room.Share share, UpstreamConfig config, boolean streamed,
            Executor eventLoop) {
        this.intake = intake;
        this.talk = talk;
        this.share = share;
        this.config = config;
        this.streamed = streamed;
        this.eventLoop = eventLoop;
    }

    // ---- on the event loop

    /** The head is there, and what follows is taken in. */
    void begin(HttpClientResponse answer) {
        response = answer;
        talk.answers(answer);
        answer.handler(piece -> {
            byte[] bytes = Piece.bytes(piece);
            talk.answers(bytes);
            long held = intake.put(bytes);
            if (streamed) {
                slow(held, answer);
            } else {
                bound(held, answer);
            }
        });
        answer.exceptionHandler(_ -> breakOff(answer));
        answer.endHandler(_ -> {
            talk.ends("complete");
            intake.end();
        });
        intake.begin(head(answer));
    }

    /** There will be no answer, or no more of it. */
    void fail(Failure failure) {
        talk.ends(failure.message());
        intake.fail(failure);
    }

    private static Head head(HttpClientResponse answer) {
        String contentType = answer.getHeader("content-type");
        boolean well = answer.statusCode() == WELL; // then nobody asks when to come again
        return new Head(answer.statusCode(), contentType == null ? "" : contentType,
                well ? null : answer.getHeader("retry-after"), well ? null : answer.getHeader("retry-after-ms"));
    }

    private void slow(long held, HttpClientResponse answer) {
        if (held > config.queueLimit() && !broken) {
            paused = true;
            answer.pause();
            if (intake.held() < config.queueLimit() / 2) { // the reader was faster than this decision
                paused = false;
                answer.resume();
            }
        }
    }

    private void bound(long held, HttpClientResponse answer) {
        if (broken) {
            return;
        }
        try {
            if (held > config.answerLimit()) {
                throw tooLong();
            }
            share.hold(held);
        } catch (FailureException e) {
            broken = true;
            fail(e.failure());
            answer.request().reset();
        }
    }

    /**
     * The connection is gone; what it brought before may still wait where it was paused, its end included. That it is
     * not paused any more proves nothing: the reader may have asked for more a moment ago, and not have got it yet.
     */
    private void breakOff(HttpClientResponse answer) {
        broken = true;
        paused = false;
        answer.resume();
        eventLoop.execute(() -> eventLoop.execute(() -> fail(
                Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."))));
    }

    // ---- on the exchange's thread

    /** A piece has been taken out of the intake. */
    void taken() {
        HttpClientResponse source = response;
        if (paused && source != null && intake.held() < config.queueLimit() / 2) {
            paused = false;
            source.resume();
        }
    }

    /** The headers of an answer that has begun, as they came. */
    List<Map.Entry<String, String>> headers() {
        HttpClientResponse answer = response;
        return answer == null ? List.of() : answer.headers().entries();
    }

    static FailureException tooLong() {
        return new FailureException(
                Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream's answer is longer than the limit."));
    }
}
