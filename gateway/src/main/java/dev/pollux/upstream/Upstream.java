package dev.pollux.upstream;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.keys.KeyPool;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelCard;
import dev.pollux.route.Target;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.Intake.Head;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the vendors until one answers: which target, which key, how often.
 *
 * <p>As long as the client has seen nothing, a failure may be mended by another key or another target; what may help is
 * the failure's own {@link Failure.Remedy}. {@link #ask} returns when there is content, and from then on nothing is asked
 * again.
 */
public final class Upstream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    /** Calls for one request, over all keys and targets. */
    private static final int MAX_ATTEMPTS = 3;

    private final UpstreamConfig config;
    private final HttpCalls calls;

    public Upstream(Vertx vertx, UpstreamConfig config) {
        this.config = config;
        this.calls = new HttpCalls(vertx, config);
    }

    /**
     * The answer of the first target that gives one; the caller closes it.
     *
     * @throws FailureException that of the last attempt, or {@code INVALID} if the request is strict and would lose a
     *         field, or {@code CLIENT_GONE} as soon as the calling thread is interrupted
     */
    public Answer ask(Asked asked) {
        Failure last = Failure.of(Failure.Kind.KEY_REFUSED, "The gateway has no key for this model.");
        int attempts = 0;
        for (Target target : asked.targets()) {
            var losses = new Losses();
            Draft draft = asked.drafts().draft(target, losses);
            refuseLosses(asked, losses);
            for (KeyPool.Key key : target.vendor().keys().inTurn()) {
                if (attempts == MAX_ATTEMPTS) {
                    throw new FailureException(last);
                }
                attempts++;
                try {
                    var origin = new Origin(target, attempts, key.number(), losses.names(), draft.verbatim());
                    return attempt(asked, draft.wire(), origin, key);
                } catch (FailureException e) {
                    last = e.failure();
                    LOG.debug("attempt {} at {} with key {} failed: {} {}", attempts, target.name(), key.number(),
                            last.kind(), last.message());
                    if (last.kind().remedy() == Failure.Remedy.NONE) {
                        throw e;
                    }
                    if (last.kind().remedy() == Failure.Remedy.OTHER_TARGET) {
                        break;
                    }
                }
            }
        }
        throw new FailureException(last);
    }

    /**
     * A vendor's own list of models.
     *
     * @throws FailureException as {@link #ask}
     */
    public List<ModelCard> models(Vendor vendor) {
        Dialect dialect = vendor.dialect();
        KeyPool.Key key = vendor.keys().inTurn().getFirst();
        try (HttpCall call = calls.open()) {
            call.send(vendor, new Wire(dialect.models().path(), Map.of(), new byte[0]), key.secret().reveal());
            Head head = call.head();
            byte[] body = call.rest();
            if (head.status() != 200) {
                throw new FailureException(masked(dialect.readFailure(head.status(), retryAfter(head), body), key));
            }
            return dialect.models().read(Json.object(body));
        }
    }

    @Override
    public void close() {
        calls.close();
    }

    /** One call, and once more for nothing if a connection that was kept open turned out to be dead. */
    private Answer attempt(Asked asked, Wire wire, Origin origin, KeyPool.Key key) {
        Answer answer = call(asked, wire, origin, key);
        return answer != null ? answer : readOnce(call(asked, wire, origin, key));
    }

    private static Answer readOnce(@Nullable Answer answer) {
        if (answer == null) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream closed the connection without an answer."));
        }
        return answer;
    }

    /** @return {@code null} if the connection closed before the first byte of an answer: nobody saw the request */
    private @Nullable Answer call(Asked asked, Wire wire, Origin origin, KeyPool.Key key) {
        boolean stream = asked.stream();
        HttpCall call = calls.open(asked.eventLoop(), stream);
        boolean handedOver = false;
        try {
            call.send(origin.target().vendor(), wire, key.secret().reveal());
            Head head = call.head();
            Answer answer = read(call, head, origin, key, stream);
            handedOver = answer instanceof StreamAnswer;
            return answer;
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.UPSTREAM_CUT && !call.hasBegun()) {
                return null;
            }
            throw e;
        } catch (JsonException e) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream's answer could not be read."), e);
        } finally {
            if (!handedOver) {
                call.close();
            }
        }
    }

    private Answer read(HttpCall call, Head head, Origin origin, KeyPool.Key key, boolean stream) {
        Dialect dialect = origin.target().vendor().dialect();
        if (head.status() >= 300 && head.status() < 400) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_ERROR, "The upstream redirects; redirects are not followed."));
        }
        if (head.status() != 200) {
            throw new FailureException(
                    masked(dialect.readFailure(head.status(), retryAfter(head), call.rest()), key));
        }
        if (head.contentType().startsWith("text/event-stream")) {
            var answer = new StreamAnswer(origin, call, config, failure -> masked(failure, key));
            if (stream) {
                answer.holdUntilContent();
                return answer;
            }
            return new WholeAnswer(origin, answer.whole(), Optional.empty());
        }
        if (!head.contentType().contains("json")) {
            throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_GARBAGE,
                    "The upstream answered with something that is not JSON."));
        }
        byte[] body = call.rest();
        return new WholeAnswer(origin, dialect.readResponse(Json.object(body)),
                origin.verbatim() ? Optional.of(body) : Optional.empty());
    }

    private static void refuseLosses(Asked asked, Losses losses) {
        if (asked.strict() && !losses.isEmpty()) {
            String names = String.join(", ", losses.names());
            throw new FailureException(Failure.invalid(losses.names().getFirst(),
                    "The request is strict, and this model cannot be told: " + names + ".")
                    .withCode("unsupported_parameter"));
        }
    }

    /** No message of a vendor shows the key, even if the vendor repeats it. */
    private static Failure masked(Failure failure, KeyPool.Key key) {
        return failure.mapText(key.secret()::maskIn);
    }

    private static Optional<Duration> retryAfter(Head head) {
        String value = head.retryAfter();
        if (value == null || !value.strip().matches("\\d{1,9}(\\.\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (Double.parseDouble(value.strip()) * 1000)));
    }
}
