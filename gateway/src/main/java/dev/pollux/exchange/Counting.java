package dev.pollux.exchange;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.TokenCounting;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.media.RemoteMedia;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request;
import dev.pollux.model.TokenCount;
import dev.pollux.model.Usage;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.tokens.Estimate;
import dev.pollux.upstream.Asked;
import dev.pollux.upstream.Draft;
import dev.pollux.upstream.Errand;
import dev.pollux.upstream.Told;
import dev.pollux.upstream.Upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Counting the tokens of a prompt: by the vendor of the first target if it counts, else by estimate.
 *
 * <p>Clients ask often and many times at once, so an estimate asks nobody.
 */
final class Counting {
    private final Router router;
    private final RemoteMedia media;
    private final Upstream upstream;
    private final Pins pins;
    private final Admission admission;

    Counting(Router router, RemoteMedia media, Upstream upstream, Pins pins, Admission admission) {
        this.router = router;
        this.media = media;
        this.upstream = upstream;
        this.pins = pins;
        this.admission = admission;
    }

    Aside answer(Question question, boolean strict, Errand errand, Ledger ledger) {
        TokenCounting dialect = question.dialect().counting().orElseThrow();
        Inquiry inquiry = ledger.inquiry();
        Request request = dialect.readRequest(inquiry);
        ledger.asks(request.model(), false);
        List<Target> targets = router.route(request.model());
        admission.admit(question, ledger, request.model(), targets, false, () -> 0);
        Target first = targets.getFirst();
        if (counting(first).isPresent()) {
            List<Target> able = targets.stream().filter(target -> counting(target).isPresent()).toList();
            try {
                Request whole = media.inline(request, ledger::additions);
                Told<TokenCount> told = upstream.tell(new Asked(able, drafts(question, whole),
                        pins.named(inquiry, question.caller()), strict, errand),
                        (target, body) -> counting(target).orElseThrow().readCount(body));
                return new Aside(Json.bytes(dialect.writeCount(told.content())), Optional.of(told.origin()), false,
                        Usage.UNKNOWN);
            } catch (FailureException e) {
                if (!saysThatItCannot(e.failure())) {
                    throw e;
                }
            }
        }
        var estimate = new TokenCount(Estimate.of(request, first.model().id()), Extras.NONE);
        return new Aside(Json.bytes(dialect.writeCount(estimate)), Optional.empty(), true, Usage.UNKNOWN);
    }

    /** Headers that belong to the client's dialect go to a vendor of the same, as the fields do that need them. */
    private static Draft.Writer drafts(Question question, Request request) {
        return (target, losses) -> {
            String model = target.model().id();
            Wire wire = target.vendor().aside(counting(target).orElseThrow().writeRequest(request.withModel(model),
                    target.model(), losses), model, losses);
            if (!target.vendor().takesBytesOf(question.dialect())) {
                return new Draft(target, wire, false);
            }
            var headers = new HashMap<>(wire.headers());
            headers.putAll(question.headers());
            return new Draft(target, new Wire(wire.path(), headers, wire.body()), false);
        };
    }

    private static Optional<TokenCounting> counting(Target target) {
        return target.vendor().dialect().counting();
    }

    /** A service that speaks a dialect need not have all of its paths. */
    private static boolean saysThatItCannot(Failure failure) {
        return failure.kind() == Failure.Kind.NOT_FOUND || failure.kind() == Failure.Kind.METHOD_NOT_ALLOWED
                || failure.status() == 501;
    }
}
