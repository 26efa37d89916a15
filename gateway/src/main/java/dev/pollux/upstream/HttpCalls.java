package dev.pollux.upstream;

import dev.pollux.room.Room;
import dev.pollux.transcript.Transcript;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes {@link HttpCall}s that share one pool of connections per address, proxy and set of authorities. */
final class HttpCalls {
    private final Vertx vertx;
    private final UpstreamConfig config;
    private final HttpCallOptions options;
    private final HttpCallPool pool;
    private final Room answers;

    /**
     * @param answers where large answers are counted
     * @param before whose pool is used on, if it suits
     */
    HttpCalls(Vertx vertx, UpstreamConfig config, Room answers, Optional<HttpCalls> before) {
        this.vertx = vertx;
        this.answers = answers;
        this.config = config;
        this.options = new HttpCallOptions(config, before.map(calls -> calls.options));
        this.pool = before.map(calls -> calls.pool).filter(used -> used.suits(config))
                .orElseGet(() -> new HttpCallPool(vertx, config));
    }

    Room answers() {
        return answers;
    }

    HttpCallPool pool() {
        return pool;
    }

    /**
     * @param streamed the answer is read piece by piece
     * @param vigil kept while the vendor is silent
     * @param begun when the exchange began, on the scale of {@link System#nanoTime}
     */
    HttpCall open(Errand errand, boolean streamed, Vigil vigil, long begun) {
        return new HttpCall(pool, options, errand, config, streamed, answers.share(), vigil, begun);
    }

    /** A call that belongs to no client, on an event loop of its own. */
    HttpCall open() {
        Context eventLoop = vertx.getOrCreateContext();
        return open(new OwnErrand(task -> eventLoop.runOnContext(_ -> task.run())), false, Vigil.NONE,
                System.nanoTime());
    }

    private record OwnErrand(Executor eventLoop) implements Errand {
        @Override
        public Transcript transcript() {
            return Transcript.NONE;
        }
    }
}
