package dev.pollux.http;

import dev.pollux.access.Caller;
import dev.pollux.access.Gate;
import dev.pollux.dialect.Dialects;
import dev.pollux.dialect.Parcel;
import dev.pollux.exchange.Exchange;
import dev.pollux.exchange.Question;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request.Framing;
import dev.pollux.thread.Loop;
import dev.pollux.thread.Threads;
import dev.pollux.transcript.Talk;
import dev.pollux.transcript.Transcript;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What happens to a request before its exchange: guard, path, caller, body, and then a virtual thread of its own.
 *
 * <p>Runs on event loops and never waits there, nor takes a lock that a virtual thread on the same event loop may want.
 */
public final class Front {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence STRICT = HttpHeaders.createOptimized("x-pollux-strict");
    private static final byte[] NO_BODY = {};
    private static final String OURS = "{} failed by our own mistake";
    private static final Failure MISTAKE = Failure.of(Failure.Kind.INTERNAL, "The gateway made a mistake.");

    private final FrontConfig config;
    private final Dialects dialects;
    private final Endpoints endpoints;
    private final Gate gate;
    private final Cors cors;
    private final ClientAddress addresses;
    private final Exchange exchange;
    private final Workload workload;
    private final Resumption resumption;
    private final OwnAnswers own;
    private final Function<String, Transcript> transcripts;

    /** @param transcripts takes down what is said in the exchange with that id */
    public Front(FrontConfig config, Dialects dialects, Gate gate, Exchange exchange, Workload workload,
            Streams streams, OwnAnswers own, Function<String, Transcript> transcripts) {
        this.config = config;
        this.dialects = dialects;
        this.endpoints = new Endpoints(dialects);
        this.gate = gate;
        this.cors = new Cors(config.corsOrigins());
        this.addresses = new ClientAddress(config.trustedProxies());
        this.exchange = exchange;
        this.workload = workload;
        this.resumption = new Resumption(config.resume(), exchange, workload, streams);
        this.own = own;
        this.transcripts = transcripts;
    }

    /** What leads a request on that knows where it wants to go. */
    @FunctionalInterface
    private interface Lead {
        void on(Endpoint endpoint, Address address, Question question, HttpServerRequest request, SocketClient client);
    }

    public void handle(HttpServerRequest request, Loop loop) {
        handle(request, loop, this::lead);
    }

    /** The same where nothing but figures is told. */
    public void handleFigures(HttpServerRequest request, Loop loop) {
        handle(request, loop, this::leadToFigures);
    }

    private void handle(HttpServerRequest request, Loop loop, Lead lead) {
        String id = "req_" + Long.toHexString(ThreadLocalRandom.current().nextLong())
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        request.response().headers().set(REQUEST_ID, id);
        cors.allow(request, request.response().headers());
        if (request.method().equals(HttpMethod.OPTIONS)) {
            cors.allowPreflight(request, request.response().headers());
            request.response().setStatusCode(204).end();
            return;
        }
        var client = new SocketClient(request, loop, transcripts.apply(id));
        Endpoint endpoint = new Endpoint.Nowhere(dialects.openAi());
        try {
            Address address = Address.of(request);
            if (client.talk().isHeard()) {
                Guard.credentials(request, address).forEach(client.talk()::hides);
            }
            endpoint = endpoints.find(request.method().name(), address, request.headers());
            if (endpoint.dialect().equals(dialects.anthropic())) {
                request.response().putHeader("request-id", id); // by which that vendor's clients ask for it
            }
            Guard.check(request, config.limits().fields());
            lead.on(endpoint, address, question(id, request, endpoint), request, client);
        } catch (FailureException e) {
            refuse(question(id, request, endpoint), request, client, e.failure());
        } catch (RuntimeException | Error e) {
            LOG.error(OURS, id, e);
            refuse(question(id, request, endpoint), request, client, MISTAKE);
        }
    }

    private void lead(Endpoint endpoint, Address address, Question question, HttpServerRequest request,
            SocketClient client) {
        switch (endpoint) {
            case Endpoint.Ask _ ->
                walk(resumption.road(request), admitted(question, address, request), request, client);
            case Endpoint.Remainder one -> {
                long event = Resumption.event(address, request);
                walk((asked, back) -> resumption.resume(asked, back, one.name(), event),
                        admitted(question, address, request), request, client);
            }
            case Endpoint.Count _ -> walk(exchange::count, admitted(question, address, request), request, client);
            case Endpoint.Embed _ -> walk(exchange::embed, admitted(question, address, request), request, client);
            case Endpoint.Make make -> walk((asked, back) -> exchange.craft(asked, back, make.craft()),
                    admitted(question, address, request), request, client);
            case Endpoint.Picture picture -> walk((asked, back) -> exchange.show(asked, back, picture.name()), question,
                    request, client);
            case Endpoint.Translate _ -> walk((asked, back) -> exchange.tell(asked, back,
                    () -> own.translated(asked.body())), admitted(question, address, request), request, client);
            case Endpoint.Passage _ when config.crossing().open() -> cross(address, question, request, client);
            case Endpoint.NotAllowed(_, var methods) -> {
                String allowed = String.join(", ", methods);
                request.response().putHeader("allow", allowed);
                throw new FailureException(Failure.of(Failure.Kind.METHOD_NOT_ALLOWED,
                        "The method " + request.method().name() + " is not allowed here; allowed: " + allowed + ".")
                        .withCode("method_not_allowed"));
            }
            case Endpoint.Figures _ when config.figures().isPresent() -> throw nowhere();
            case Endpoint.Own own -> tell(own, own.open() ? question : admitted(question, address, request), client);
            case Endpoint.Passage _,Endpoint.Nowhere _ -> throw nowhere();
        }
    }

    private static FailureException nowhere() {
        return new FailureException(Failure.of(Failure.Kind.NOT_FOUND,
                "There is no such path here. Known are /v1/chat/completions, /v1/responses, /v1/messages, "
                        + "/v1beta/models/MODEL:generateContent, /v1/models and /health.")
                .withCode("path_not_found"));
    }

    private void leadToFigures(Endpoint endpoint, Address address, Question question, HttpServerRequest request,
            SocketClient client) {
        if (!(endpoint instanceof Endpoint.Figures figures)) {
            throw new FailureException(Failure.of(Failure.Kind.NOT_FOUND, "There is nothing here but /metrics.")
                    .withCode("path_not_found"));
        }
        boolean open = config.figures().map(FrontConfig.FiguresPort::open).orElse(false);
        tell(figures, open ? question : admitted(question, address, request), client);
    }

    /**
     * Answers from a virtual thread: what an exchange does takes locks, and an event loop that waits for one behind a
     * thread that only itself can run would wait for ever.
     */
    private void tell(Endpoint.Own asked, Question question, SocketClient client) {
        client.start(0, () -> answer((_, _) -> {
            try {
                OwnAnswers.Answer answer = own.to(asked, question.caller());
                exchange.tell(question, client, answer.status(), answer.contentType(), answer.body());
            } catch (FailureException e) {
                exchange.refuse(question, client, e.failure());
            } catch (RuntimeException e) {
                LOG.error(OURS, question.id(), e);
                exchange.refuse(question, client, MISTAKE);
            }
        }, question, client));
    }

    private Question admitted(Question question, Address address, HttpServerRequest request) {
        return question.admitted(gate.admit(Guard.credentials(request, address)));
    }

    /** Reads the body and goes on with a thread of its own. */
    private void walk(BiConsumer<Question, SocketClient> road, Question question, HttpServerRequest request,
            SocketClient client) {
        workload.enter(client);
        BodyReader.read(request, client.eventLoop(), config.limits().body(), workload.bodies(),
                read -> client.start(read.length(), () -> {
                    byte[] body = read.body();
                    client.talk().asks(body);
                    client.talk().asked();
                    run(road, question.withBody(body), client);
                }),
                failure -> {
                    refuse(question, request, client, failure);
                    workload.leave(client);
                });
    }

    /** The request goes on as it is, and its thread begins before its body has come. */
    private void cross(Address address, Question question, HttpServerRequest request, SocketClient client) {
        Question known = question.admitted(uploader(address, request)
                .orElseGet(() -> gate.admit(Guard.credentials(request, address))));
        Crossing crossing = config.crossing();
        Parcel parcel = heard(crossing.parcel(request, address, client.eventLoop()), client.talk());
        String home = crossing.home(request);
        workload.enter(client);
        Threads.start(() -> {
            run((_, _) -> exchange.pass(known, parcel, home, client), known, client);
            client.eventLoop().execute(() -> endUnread(request));
        });
    }

    private static Parcel heard(Parcel parcel, Talk talk) {
        return talk.isHeard()
                ? new Parcel(parcel.method(), parcel.path(), parcel.headers(), parcel.start(),
                        parcel.rest().map(rest -> () -> heard(rest.next(), talk)))
                : parcel;
    }

    private static byte[] heard(byte[] piece, Talk talk) {
        talk.asks(piece);
        return piece;
    }

    /** Clients send the pieces of an upload without a token: only whoever has begun it knows its address. */
    private Optional<Caller> uploader(Address address, HttpServerRequest request) {
        return Guard.credentials(request, address).isEmpty()
                ? address.parameter("upload_id").flatMap(exchange::uploader)
                : Optional.empty();
    }

    private void run(BiConsumer<Question, SocketClient> road, Question question, SocketClient client) {
        try {
            client.servedByThisThread();
            answer(road, question, client);
        } finally {
            if (question.body().length > Threads.LARGE) {
                workload.bodies().free(question.body().length);
            }
            client.eventLoop().execute(() -> workload.leave(client)); // as it entered
        }
    }

    /** Whatever happens on the road, nobody waits for ever: behind a mistake that nobody told of, the client is left. */
    private static void answer(BiConsumer<Question, SocketClient> road, Question question, SocketClient client) {
        try {
            road.accept(question, client);
        } catch (RuntimeException | Error e) {
            LOG.error(OURS, question.id(), e);
        } finally {
            client.abort(NO_BODY);
        }
    }

    /** Refuses; a body that nobody will read is not waited for. */
    private void refuse(Question question, HttpServerRequest request, SocketClient client, Failure failure) {
        endUnread(request);
        client.start(0, () -> answer((asked, back) -> exchange.refuse(asked, back, failure), question, client));
    }

    private static void endUnread(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(_ -> {}).resume();
            Connection.of(request).ifPresent(Connection::linger);
        }
    }

    private Question question(String id, HttpServerRequest request, Endpoint endpoint) {
        return new Question(id, request.method().name(), request.path() == null ? "" : request.path(),
                addresses.of(request), endpoint.route(), endpoint.dialect(), endpoint.model(), endpoint.stream(),
                endpoint.framing(), Caller.UNKNOWN, Guard.headers(request, endpoint.headers()),
                "1".equals(request.getHeader(STRICT)), NO_BODY);
    }
}
