package dev.pollux.exchange;

import dev.pollux.access.Caller;
import dev.pollux.dialect.Parcel;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelFacts;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.upstream.Errand;
import dev.pollux.upstream.Passed;
import dev.pollux.upstream.Pin;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The road of a request that passes as it is, but for its key: all of Gemini's API that is no question to a model.
 *
 * <p>What a request makes belongs to the key that it went out with, and whatever names the thing later goes out with that
 * key again. Where nobody remembers the key, what has no body is tried with one after the other.
 */
final class Passage {
    /** Bytes of a body that are held, so that they can be sent with another key. */
    private static final int HELD = 64 * 1024;
    /** Keys that are tried for a thing of which nobody remembers the key. */
    private static final int MOST_KEYS = 8;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

    private final Router router;
    private final Upstream upstream;
    private final Pins pins;
    private final Admission admission;

    Passage(Router router, Upstream upstream, Pins pins, Admission admission) {
        this.router = router;
        this.upstream = upstream;
        this.pins = pins;
        this.admission = admission;
    }

    /** @param home the address of the gateway, as its client knows it */
    void walk(Question question, Parcel parcel, String home, Client client, Ledger ledger) {
        Named named = Named.in(parcel.path());
        ledger.asks(named.model().orElse(""), false);
        Caller caller = question.caller();
        Optional<Pin> pin = pins.of(named.thing(), caller);
        Target target = target(named, pin, question);
        // where no model is named, the collection stands for it: a caller's list of models may name that too
        admission.admit(question, ledger, named.model().orElse(named.collection()), List.of(target), false, () -> 0);
        Parcel held = withModel(parcel, named, target).held(HELD);
        try (Passed answer = mustSearch(named, pin, held)
                ? search(target, held, client)
                : upstream.pass(target, held, pin, client)) {
            ledger.answeredBy(answer.origin());
            var headers = PassedHeaders.of(answer.headers(), root(target.vendor()), home);
            var key = Pin.of(target.vendor(), answer.origin().key());
            SeenNames names = remember(named.thing(), question, answer, key, headers);
            headers.addAll(Telling.headers(answer.origin(), ledger).entrySet());
            ledger.begins(answer.status());
            answer.failure().ifPresent(ledger::failed);
            client.pass(answer.status(), headers);
            for (byte[] piece = answer.next(); piece.length > 0; piece = answer.next()) {
                names.read(piece);
                client.write(piece);
            }
            client.end(new byte[0]);
        }
    }

    private Target target(Named named, Optional<Pin> pin, Question question) {
        List<Vendor> speakers = router.speakers(question.dialect());
        Optional<Target> target = named.model().isPresent()
                ? router.route(named.model().get()).stream().filter(one -> speakers.contains(one.vendor())).findFirst()
                : speakers.stream()
                        .filter(vendor -> pin.isEmpty() || pin.get().vendor().equals(vendor.name()))
                        .findFirst()
                        .map(vendor -> new Target(vendor, ModelFacts.unknown(named.collection())));
        return target.orElseThrow(() -> new FailureException(Failure.of(Failure.Kind.NOT_FOUND,
                "There is no such path here: no service behind this gateway has this part of Gemini's API.")
                .withCode("path_not_found")));
    }

    /** The client's name of a model may be an alias. */
    private static Parcel withModel(Parcel parcel, Named named, Target target) {
        if (named.model().isEmpty() || named.model().get().equals(target.model().id())) {
            return parcel;
        }
        String path = parcel.path().replaceFirst("/models/[^/:]+", "/models/" + target.model().id());
        return new Parcel(parcel.method(), path, parcel.headers(), parcel.start(), parcel.rest());
    }

    private static boolean mustSearch(Named named, Optional<Pin> pin, Parcel parcel) {
        return pin.isEmpty() && !named.thing().isEmpty() && WITHOUT_BODY.contains(parcel.method());
    }

    /** The answer of the first key to which a thing is known, else of the last. */
    private Passed search(Target target, Parcel parcel, Errand errand) {
        Iterator<Integer> keys = target.vendor().keyNumbers().stream().limit(MOST_KEYS).iterator();
        while (true) {
            var pin = Pin.of(target.vendor(), keys.next());
            try {
                Passed answer = upstream.pass(target, parcel, Optional.of(pin), errand);
                if (!keys.hasNext() || (answer.status() != 403 && answer.status() != 404)) {
                    return answer;
                }
                answer.close();
            } catch (FailureException e) {
                if (!keys.hasNext() || e.failure().kind().remedy() != Failure.Remedy.OTHER_KEY) {
                    throw e;
                }
            }
        }
    }

    /** Before the client knows of a thing it is known whose it is. */
    private SeenNames remember(String thing, Question question, Passed answer, Pin key,
            List<Map.Entry<String, String>> headers) {
        boolean made = question.method().equals("POST");
        boolean well = answer.status() < 300;
        if (well && question.method().equals("DELETE")) {
            pins.forget(thing);
        } else if (well && !thing.isEmpty()) {
            pins.seen(thing, key);
        }
        if (made) {
            headers.stream().flatMap(header -> Named.upload(header.getValue()).stream())
                    .forEach(upload -> pins.made(Named.UPLOADS + upload, key, question.caller()));
        }
        boolean json = headers.stream().anyMatch(
                header -> header.getKey().equals("content-type") && header.getValue().contains("json"));
        return new SeenNames(name -> {
            if (well && json && made) {
                pins.made(name, key, question.caller());
            } else if (well && json) {
                pins.seen(name, key);
            }
        });
    }

    private static String root(Vendor vendor) {
        URI base = vendor.base();
        return base.getScheme() + "://" + base.getRawAuthority() + vendor.root();
    }
}
