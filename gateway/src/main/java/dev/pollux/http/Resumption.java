package dev.pollux.http;

import dev.pollux.access.Caller;
import dev.pollux.exchange.Client;
import dev.pollux.exchange.Exchange;
import dev.pollux.exchange.Question;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.secret.Chance;
import dev.pollux.thread.Threads;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lets clients that lost their connection come back to their streams, each at an address of its own. */
final class Resumption {
    static final String PATH = "/pollux/streams/";
    private static final CharSequence ASKED = HttpHeaders.createOptimized("x-pollux-resume");
    private static final byte[] NO_BODY = {};
    private static final int ID_BYTES = 16;

    private final ResumeConfig config;
    private final Exchange exchange;
    private final Workload workload;
    private final Streams streams;

    Resumption(ResumeConfig config, Exchange exchange, Workload workload, Streams streams) {
        this.config = config;
        this.exchange = exchange;
        this.workload = workload;
        this.streams = streams;
    }

    /** How a question is answered: so that its stream can be taken up again, where that is wished. */
    BiConsumer<Question, SocketClient> road(HttpServerRequest request) {
        boolean asked = "1".equals(request.getHeader(ASKED));
        Duration time = asked && config.always().isZero() ? config.asked() : config.always();
        return time.isZero() ? exchange::run : (question, client) -> record(question, client, time);
    }

    /** The exchange gets a thread of its own; that of the connection passes on what it writes. */
    private void record(Question question, SocketClient client, Duration time) {
        var recording = new Recording(client, new Place(question.caller(), time));
        Consumer<Client> everything = recording.followBehind(-1).orElseThrow();
        client.eventLoop().execute(() -> {
            workload.enterFor(client, recording);
            client.start(question.body().length, () -> run(question, client, recording));
        });
        try {
            everything.accept(client);
        } catch (FailureException _) {
            // the client has left; the exchange itself tells how it ended
        }
    }

    private void run(Question question, SocketClient client, Recording recording) {
        try {
            recording.writtenByThisThread();
            exchange.run(question, recording);
        } finally {
            recording.abort(NO_BODY); // whatever happened on the road, nobody waits for ever
            client.eventLoop().execute(() -> workload.leave(recording));
        }
    }

    /**
     * The last event that a client has, as it says; -1 if none.
     *
     * @throws FailureException if it says so in no number
     */
    static long event(Address address, HttpServerRequest request) {
        String said = Optional.ofNullable(request.getHeader("last-event-id"))
                .or(() -> address.parameter("starting_after")).orElse("-1");
        if (!said.matches("-1|\\d{1,18}")) {
            throw new FailureException(Failure.invalid("starting_after", "The last event must be told by its number."));
        }
        return Long.parseLong(said);
    }

    /**
     * Passes the rest of a stream on.
     *
     * @param name in its address, or the id of the response that it is
     * @param event the last one that the client has
     */
    void resume(Question question, SocketClient client, String name, long event) {
        exchange.resume(question, client, () -> {
            Consumer<Client> rest = streams.find(name, question.caller())
                    .orElseThrow(() -> lost("There is no such stream here, or none any more.", "stream_not_found"))
                    .followBehind(event).orElseThrow(
                            () -> lost("The stream is not kept from there on.", "stream_position_lost"));
            client.eventLoop().execute(() -> workload.spare(client));
            return rest;
        });
    }

    private static FailureException lost(String message, String code) {
        return new FailureException(Failure.of(Failure.Kind.NOT_FOUND, message).withCode(code));
    }

    /** The shelf of one recording: whose it is, and how long it stays. */
    private final class Place implements Shelf {
        private final Caller caller;
        private final Duration time;

        Place(Caller caller, Duration time) {
            this.caller = caller;
            this.time = time;
        }

        @Override
        public Map<String, String> put(Recording recording) {
            String name = HexFormat.of().formatHex(Chance.bytes(ID_BYTES));
            return streams.keep(name, recording, caller, config.streams())
                    ? Map.of("x-pollux-stream", PATH + name)
                    : Map.of();
        }

        @Override
        public void named(String name, Recording recording) {
            streams.name(name, recording, caller);
        }

        @Override
        public void later(Runnable task) {
            // on an ordinary thread, since it takes locks
            CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, Threads::start).execute(task);
        }

        @Override
        public void finished(Recording recording) {
            later(() -> streams.forget(recording));
        }

        @Override
        public long limit() {
            return config.limit();
        }
    }
}
