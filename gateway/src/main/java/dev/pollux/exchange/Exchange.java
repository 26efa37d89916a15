package dev.pollux.exchange;

import dev.pollux.access.Caller;
import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Parcel;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.openai.Form;
import dev.pollux.json.Json;
import dev.pollux.limits.Limits;
import dev.pollux.media.Gallery;
import dev.pollux.media.Pictures;
import dev.pollux.media.RemoteMedia;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Response;
import dev.pollux.room.Room;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.route.Wishes;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Answer;
import dev.pollux.upstream.Asked;
import dev.pollux.upstream.Upstream;
import dev.pollux.upstream.Vigil;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The road of one request: straight-line code on a virtual thread of its own, read top to bottom.
 *
 * <p>Everything that can go wrong before the answer's first byte leaves as an error in the client's dialect; everything
 * after it as that dialect's error ending of a stream, behind which the connection is broken off.
 */
public final class Exchange {
    private final Router router;
    private final RemoteMedia media;
    private final Pictures pictures;
    private final Upstream upstream;
    private final Counting counting;
    private final Embedding embedding;
    private final Pins pins;
    private final Passage passage;
    private final Crafts crafts;
    private final HandingOn handingOn;
    private final Drawing drawing;
    private final Speaking speaking;
    private final Listening listening;
    private final Room bodies;
    private final Room answers;
    private final ExchangeConfig config;
    private final Admission admission;
    private final Consumer<Outcome> outcomes;

    /**
     * @param bodies where requests are counted that take up much, and the files that are added to them
     * @param answers where pictures that are handed out are counted
     */
    public Exchange(Router router, RemoteMedia media, Pictures pictures, Upstream upstream, Limits limits, Pins pins,
            Room bodies, Room answers, ExchangeConfig config, Consumer<Outcome> outcomes) {
        this.router = router;
        this.media = media;
        this.pictures = pictures;
        this.upstream = upstream;
        this.admission = new Admission(limits);
        this.counting = new Counting(router, media, upstream, pins, admission);
        this.embedding = new Embedding(router, upstream, admission);
        this.pins = pins;
        this.passage = new Passage(router, upstream, pins, admission);
        this.crafts = new Crafts(router, media, upstream, admission);
        this.handingOn = new HandingOn(upstream);
        this.drawing = new Drawing(crafts, pictures, InstantSource.system());
        this.speaking = new Speaking(crafts);
        this.listening = new Listening(crafts);
        this.bodies = bodies;
        this.answers = answers;
        this.config = config;
        this.outcomes = outcomes;
    }

    /** Walks the road; returns when the client has its answer, and throws nothing. */
    public void run(Question question, Client client) {
        guard(question, client, ledger -> walk(question, client, ledger));
    }

    /** Counts the tokens of a prompt; as {@link #run}. */
    public void count(Question question, Client client) {
        guard(question, client, ledger -> deliver(
                counting.answer(question, isStrict(question), client, ledger), client, ledger));
    }

    /** Makes vectors; as {@link #run}. */
    public void embed(Question question, Client client) {
        guard(question, client, ledger -> deliver(
                embedding.answer(question, isStrict(question), client, ledger), client, ledger));
    }

    /** Passes a request of Gemini's API on as it is; as {@link #run}. */
    public void pass(Question question, Parcel parcel, String home, Client client) {
        guard(question, client, ledger -> passage.walk(question, parcel, home, client, ledger));
    }

    /** Who has begun the upload with that name: it may be gone on with by whoever knows the name. */
    public Optional<Caller> uploader(String upload) {
        return pins.owner(Named.UPLOADS + upload);
    }

    /** Refuses a question that does not get as far as the road. */
    public void refuse(Question question, Client client, Failure failure) {
        var ledger = new Ledger(question, bodies);
        Telling.refuse(question, client, ledger, failure);
        outcomes.accept(ledger.close());
    }

    /** Answers a question that needs no vendor. */
    public void tell(Question question, Client client, int status, String contentType, byte[] answer) {
        var ledger = new Ledger(question, bodies);
        ledger.begins(status);
        client.answer(status, contentType, Map.of(), answer);
        outcomes.accept(ledger.close());
    }

    /** The same with an answer that has to be worked out; as {@link #run}. */
    public void tell(Question question, Client client, Supplier<ObjectNode> answer) {
        guard(question, client, ledger -> {
            byte[] body = Threads.on(question.body().length, () -> Json.bytes(answer.get()));
            client.answer(200, "application/json", Map.of(), body);
            ledger.begins(200);
        });
    }

    /** Makes pictures, speech or a transcript; as {@link #run}. */
    public void craft(Question question, Client client, Craft craft) {
        guard(question, client, ledger -> {
            boolean strict = isStrict(question);
            Form form = Threads.on(question.body().length, ledger::form);
            List<Target> targets = crafts.admit(question, ledger, form.fields());
            if (HandingOn.takes(targets.getFirst())) {
                handingOn.walk(question, craft, form, targets, strict, client, ledger);
                return;
            }
            try (var commission = new Commission(targets, strict, client, ledger.additions())) {
                // pictures and sound are large, however short the question
                Product product = Threads.elsewhere(() -> switch (craft) {
                    case DRAW, EDIT -> drawing.answer(form, craft == Craft.EDIT, commission);
                    case SPEAK -> speaking.answer(form, commission);
                    case TRANSCRIBE, TRANSLATE -> listening.answer(form, craft == Craft.TRANSLATE, commission);
                });
                ledger.answeredBy(product.origin());
                ledger.used(product.usage());
                ledger.settle();
                client.answer(200, product.contentType(), Telling.headers(product.origin(), ledger), product.body());
                ledger.begins(200);
            }
        });
    }

    /** Hands a picture out; as {@link #run}. */
    public void show(Question question, Client client, String name) {
        guard(question, client, ledger -> {
            try (Room.Share share = answers.share()) {
                Gallery.Shown shown = pictures.gallery().show(name).orElseThrow(() -> new FailureException(
                        Failure.of(Failure.Kind.NOT_FOUND, "There is no such picture here, or none any more.")
                                .withCode("picture_not_found")));
                share.hold(shown.bytes().length);
                Showing showing = Threads.on(shown.bytes().length, () -> Showing.of(shown, name, question.headers()));
                client.answer(showing.status(), shown.type(), showing.headers(), showing.body());
                ledger.begins(showing.status());
            }
        });
    }

    /**
     * Passes the rest of an earlier answer on; as {@link #run}.
     *
     * @param rest is found before anything is sent
     */
    public void resume(Question question, Client client, Supplier<Consumer<Client>> rest) {
        guard(question, client, ledger -> {
            Consumer<Client> found = rest.get();
            ledger.begins(200);
            found.accept(client);
        });
    }

    private void guard(Question question, Client client, Consumer<Ledger> road) {
        var ledger = new Ledger(question, bodies);
        try {
            road.accept(ledger);
        } catch (RuntimeException e) {
            ledger.endsBy(e);
            Telling.refuse(question, client, ledger, Telling.failure(e, question, client));
        } finally {
            outcomes.accept(ledger.close());
        }
    }

    private void walk(Question question, Client client, Ledger ledger) {
        Dialect dialect = question.dialect();
        Inquiry inquiry = ledger.inquiry();
        Peek peek = dialect.peek(inquiry);
        ledger.asks(peek.model(), peek.stream());
        var targets = router.route(peek.model());
        Optional<Wishes> wishes = router.wishes(peek.model());
        var drafter = new Drafter(question, inquiry, media, pictures, ledger, wishes);
        admission.admit(question, ledger, wishes.map(Wishes::model).orElse(peek.model()), targets, peek.stream(),
                drafter::tokens);
        Function<Vigil, Asked> asked = vigil -> new Asked(targets, drafter,
                () -> Fingerprint.of(question.caller().name(), inquiry.body()),
                pins.named(inquiry, question.caller()),
                peek.stream(), isStrict(question), client, vigil, ledger.begun());
        Supplier<Presentation> presentation = () -> new Presentation(dialect, drafter.asked(), pictures,
                client::address);
        if (peek.stream()) {
            var relay = new Relay(client.frames(dialect.frameWriter(question.framing())), presentation, config,
                    config.continuations() > 0, client, ledger);
            stream(new Continuation(asked.apply(relay.vigil()), drafter), relay, question, client, ledger);
        } else {
            whole(asked.apply(Vigil.NONE), presentation, client, ledger);
        }
    }

    private void stream(Continuation asking, Relay relay, Question question, Client client, Ledger ledger) {
        try (Answer answer = lasting(upstream.ask(asking.asked()), asking, relay, ledger)) {
            ledger.answeredBy(answer.origin());
            relay.run(answer, Telling.headers(answer.origin(), ledger));
        } catch (RuntimeException e) {
            if (!relay.hasBegun()) {
                throw e;
            }
            Failure failure = Telling.failure(e, question, client);
            if (failure.kind() == Failure.Kind.CLIENT_GONE) {
                throw e;
            }
            ledger.endsBy(e);
            relay.fail(failure);
        }
    }

    /** The same answer, gone on with where it breaks off, if that is wished. */
    private Answer lasting(Answer answer, Continuation asking, Relay relay, Ledger ledger) {
        return config.continuations() == 0 ? answer : new Continued(answer, said -> {
            Answer rest = upstream.ask(asking.behind(said));
            ledger.continuedBy(rest.origin());
            relay.changesVendor();
            return rest;
        }, config.continuations());
    }

    private void whole(Asked asked, Supplier<Presentation> presentation, Client client, Ledger ledger) {
        try (Answer answer = upstream.ask(asked)) {
            ledger.answeredBy(answer.origin());
            Response response = answer.whole();
            byte[] body = answer.bytes().orElseGet(() -> Threads.on(answer.size(),
                    () -> Json.bytes(presentation.get().whole(response))));
            ledger.used(response.usage());
            ledger.settle();
            client.answer(200, "application/json", Telling.headers(answer.origin(), ledger), body);
            ledger.begins(200);
        }
    }

    private static void deliver(Aside aside, Client client, Ledger ledger) {
        aside.origin().ifPresent(ledger::answeredBy);
        ledger.used(aside.usage());
        ledger.settle();
        var headers = new LinkedHashMap<>(ledger.rates());
        aside.origin().ifPresent(origin -> headers.putAll(Telling.headers(origin, ledger)));
        if (aside.estimated()) {
            ledger.estimates();
            headers.put("x-pollux-estimated", "1");
        }
        client.answer(200, "application/json", headers, aside.body());
        ledger.begins(200);
    }

    private boolean isStrict(Question question) {
        return config.strict() || question.strict();
    }
}
