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
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

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
        return first(asked, (call, head, origin, key) -> read(call, head, origin, key, asked.stream()));
    }

    /**
     * As {@link #ask}, for a question that is answered by one JSON object.
     *
     * @param reader reads the object of the target that answers
     */
    public <T> Told<T> tell(Asked asked, BiFunction<Target, ObjectNode, T> reader) {
        return first(asked, (call, head, origin, key) -> {
            refuseFailure(call, head, origin);
            refuseOtherThanJson(head);
            return new Told<>(origin, reader.apply(origin.target(), Json.object(call.rest())));
        });
    }

    /** Reads the answer to one call. */
    private interface Reading<T> {
        T read(HttpCall call, Head head, Origin origin, KeyPool.Key key);
    }

    private <T> T first(Asked asked, Reading<T> reading) {
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
                    var origin = new Origin(draft.target(), attempts, key.number(), losses.names(), draft.verbatim());
                    return attempt(asked, draft.wire(), origin, key, reading);
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
            call.send(vendor, vendor.list(), key.secret().reveal());
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
    private <T> T attempt(Asked asked, Wire wire, Origin origin, KeyPool.Key key, Reading<T> reading) {
        T answer = call(asked, wire, origin, key, reading);
        return answer != null ? answer : readOnce(call(asked, wire, origin, key, reading));
    }

    private static <T> T readOnce(@Nullable T answer) {
        if (answer == null) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream closed the connection without an answer."));
        }
        return answer;
    }

    /** @return {@code null} if the connection closed before the first byte of an answer: nobody saw the request */
    private <T> @Nullable T call(Asked asked, Wire wire, Origin origin, KeyPool.Key key, Reading<T> reading) {
        HttpCall call = calls.open(asked.eventLoop(), asked.stream());
        boolean handedOver = false;
        try {
            call.send(origin.target().vendor(), wire, key.secret().reveal());
            Head head = call.head();
            T answer = reading.read(call, head, origin, key);
            handedOver = answer instanceof StreamAnswer;
            return answer;
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.UPSTREAM_CUT && !call.hasBegun()) {
                return null;
            }
            throw new FailureException(masked(e.failure(), key)); // in a well-begun answer too
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
        refuseFailure(call, head, origin);
        if (head.contentType().startsWith("text/event-stream")) {
            var answer = new StreamAnswer(origin, call, config, failure -> masked(failure, key));
            if (stream) {
                answer.holdUntilContent();
                return answer;
            }
            return new WholeAnswer(origin, answer.whole(), Optional.empty());
        }
        refuseOtherThanJson(head);
        byte[] body = call.rest();
        return new WholeAnswer(origin, origin.target().vendor().dialect().readResponse(Json.object(body)),
                origin.verbatim() ? Optional.of(body) : Optional.empty());
    }

    private static void refuseFailure(HttpCall call, Head head, Origin origin) {
        if (head.status() >= 300 && head.status() < 400) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_ERROR, "The upstream redirects; redirects are not followed."));
        }
        if (head.status() != 200) {
            Dialect dialect = origin.target().vendor().dialect();
            throw new FailureException(dialect.readFailure(head.status(), retryAfter(head), call.rest()));
        }
    }

    private static void refuseOtherThanJson(Head head) {
        if (!head.contentType().contains("json")) {
            throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_GARBAGE,
                    "The upstream answered with something that is not JSON."));
        }
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
