package dev.pollux.exchange;

import dev.pollux.dialect.Embeddings;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.EmbeddingAnswer;
import dev.pollux.model.EmbeddingRequest;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Usage;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.thread.Threads;
import dev.pollux.tokens.Estimate;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.Asked;
import dev.pollux.upstream.Draft;
import dev.pollux.upstream.Errand;
import dev.pollux.upstream.Told;
import dev.pollux.upstream.Upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Making vectors, in as many calls as the vendor needs.
 *
 * <p>The target that answers the first call answers all: vectors of two models cannot be compared.
 */
final class Embedding {
    private final Router router;
    private final Upstream upstream;
    private final Admission admission;

    Embedding(Router router, Upstream upstream, Admission admission) {
        this.router = router;
        this.upstream = upstream;
        this.admission = admission;
    }

    Aside answer(Question question, boolean strict, Errand errand, Ledger ledger) {
        Embeddings dialect = question.dialect().embeddings().orElseThrow();
        EmbeddingRequest request = dialect.readRequest(ledger.inquiry());
        ledger.asks(request.model(), false);
        List<Target> targets = targets(request.model());
        admission.admit(question, ledger, request.model(), targets, false, () -> estimate(request));
        int atOnce = targets.stream().mapToInt(Embedding::atOnce).min().orElseThrow();
        var vectors = new ArrayList<float[]>(request.items().size());
        OptionalLong tokens = OptionalLong.of(0);
        Origin origin = null;
        for (EmbeddingRequest piece : request.split(atOnce)) {
            Told<EmbeddingAnswer> told = ask(piece, targets, strict, errand);
            origin = told.origin();
            targets = List.of(origin.target());
            vectors.addAll(told.content().vectors());
            tokens = sum(tokens, told.content().usage().input());
        }
        boolean estimated = tokens.isEmpty() && request.delivery().usage();
        if (estimated) {
            tokens = OptionalLong.of(estimate(request));
        }
        var usage = new Usage(tokens, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty());
        int numbers = vectors.stream().mapToInt(vector -> vector.length).sum();
        return new Aside(Threads.on(numbers, // each of which is a few bytes
                () -> Json.bytes(dialect.writeAnswer(new EmbeddingAnswer(vectors, usage), request))),
                Optional.ofNullable(origin), estimated, usage);
    }

    private List<Target> targets(String model) {
        List<Target> able = router.route(model).stream()
                .filter(target -> target.vendor().dialect().embeddings().isPresent()).toList();
        if (able.isEmpty()) {
            throw new FailureException(
                    Failure.invalid("model", "The model `" + model + "` makes no vectors.").withCode("invalid_value"));
        }
        return able;
    }

    private Told<EmbeddingAnswer> ask(EmbeddingRequest request, List<Target> targets, boolean strict,
            Errand errand) {
        Draft.Writer drafts = (target, losses) -> {
            String model = target.model().id();
            Wire wire = embeddings(target).writeRequest(request.withModel(model), losses);
            return new Draft(target, target.vendor().aside(wire, model, losses), false);
        };
        return upstream.tell(new Asked(targets, drafts, strict, errand), (target, body) -> {
            EmbeddingAnswer answer = embeddings(target).readAnswer(body);
            if (answer.vectors().size() != request.items().size()) {
                throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_GARBAGE,
                        "The upstream answered with another number of vectors than were asked for."));
            }
            return answer;
        });
    }

    private static int atOnce(Target target) {
        int most = embeddings(target).atOnce();
        return Math.min(most, target.vendor().terms().vectors().orElse(most));
    }

    private static Embeddings embeddings(Target target) {
        return target.vendor().dialect().embeddings().orElseThrow();
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }

    private static long estimate(EmbeddingRequest request) {
        return Estimate.of(request.items().stream().flatMap(item -> item.content().stream())
                .filter(Block.Text.class::isInstance).map(text -> ((Block.Text) text).text()).toList());
    }
}
