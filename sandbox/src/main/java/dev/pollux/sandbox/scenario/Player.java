package dev.pollux.sandbox.scenario;

import dev.pollux.sandbox.scenario.Script.Ending;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Plays one script on one response; stops where the client leaves. */
public final class Player {
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Script script;
    private int next;
    private boolean gone;

    private Player(Vertx vertx, HttpServerRequest request, Script script) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.script = script;
    }

    /** Begins to play; called on the event loop of the request. */
    public static void play(Vertx vertx, HttpServerRequest request, Script script) {
        if (script.ending() != Ending.NEVER) {
            new Player(vertx, request, script).begin();
        }
    }

    private void begin() {
        response.exceptionHandler(_ -> gone = true);
        response.closeHandler(_ -> gone = true);
        response.setStatusCode(script.status());
        script.headers().forEach(response::putHeader);
        boolean simple = script.ending() == Ending.CLEAN && script.sized() >= 0;
        if (simple) {
            var _ = response
                    .end(script.writes().isEmpty() ? Buffer.buffer() : Buffer.buffer(script.writes().getFirst()));
            return;
        }
        if (script.sized() >= 0) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(script.sized()));
        } else {
            response.setChunked(true);
        }
        step();
    }

    private void step() {
        if (gone || response.closed()) {
            return;
        }
        if (next == script.writes().size()) {
            finish();
            return;
        }
        byte[] piece = script.writes().get(next++);
        // A write is flushed when it is made outside the read loop: waiting for the last one brings us there.
        response.write(Buffer.buffer(piece)).onSuccess(_ -> {
            if (script.pauseMillis() > 0 && next < script.writes().size()) {
                vertx.setTimer(script.pauseMillis(), _ -> step());
            } else {
                vertx.runOnContext(_ -> step());
            }
        });
    }

    private void finish() {
        switch (script.ending()) {
            case CLEAN -> {
                var _ = response.end();
            }
            case DESTROY -> {
                var _ = request.connection().close();
            }
            case SILENCE, NEVER -> {
            }
        }
    }
}
