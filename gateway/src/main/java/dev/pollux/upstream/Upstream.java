package dev.pollux.upstream;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Parcel;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.json.Weight;
import dev.pollux.keys.Lease;
import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Response;
import dev.pollux.room.Room;
import dev.pollux.route.Target;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.Intake.Head;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Asks the vendors until one answers; which target, which key and how often is for {@link Attempts}.
 *
 * <p>As long as the client has seen nothing, a failure may be mended by another key or another target. {@link #ask}
 * returns when there is content, and from then on nothing is asked again.
 */
public final class Upstream implements AutoCloseable {
    private final UpstreamConfig config;
    private final HttpCalls calls;
    private final Attempts attempts;
    private final VendorModels models;
    private final Passing passing;

    /** @param answers where large answers are counted */
    public Upstream(Vertx vertx, UpstreamConfig config, RetryConfig retry, Room answers, Time time,
            RandomGenerator random) {
        this(config, new HttpCalls(vertx, config, answers, Optional.empty()),
                new Attempts(retry, time, random, Pause.REAL));
    }

    private Upstream(UpstreamConfig config, HttpCalls calls, Attempts attempts) {
        this.config = config;
        this.calls = calls;
        this.attempts = attempts;
        this.models = new VendorModels(calls);
        this.passing = new Passing(config, calls, attempts);
    }

    /** One with other settings that goes on with what is known of the targets, and with the connections if it can. */
    public Upstream with(Vertx vertx, UpstreamConfig other, RetryConfig retry) {
        return new Upstream(other, new HttpCalls(vertx, other, calls.answers(), Optional.of(calls)),
                attempts.with(retry));
    }

    /** The connections: to be closed when no exchange uses them any more, and to be told from those of another. */
    public AutoCloseable connections() {
        return calls.pool();
    }

    /**
     * The answer of the first target that gives one; the caller closes it.
     *
     * @throws FailureException that of the last attempt, or {@code INVALID} if the request is strict and would lose a
     *         field, or {@code CLIENT_GONE} as soon as the calling thread is interrupted
     */
    public Answer ask(Asked asked) {
        // what a whole answer's first byte waits for is its last: being late says nothing of it
        boolean hedged = asked.stream() && asked.pin().isEmpty();
        return first(asked, hedged, (call, head, origin, lease) -> read(call, head, origin, lease, asked.stream()));
    }

    /**
     * As {@link #ask}, for a question that is answered by one JSON object.
     *
     * @param reader reads the object of the target that answers
     */
    public <T> Told<T> tell(Asked asked, BiFunction<Target, ObjectNode, T> reader) {
        return first(asked, false, (call, head, origin, lease) -> {
            Refusals.throwIn(call, head, origin.target().vendor().dialect());
            Refusals.throwUnlessJson(head);
            byte[] body = call.rest();
            return new Told<>(origin,
                    Threads.on(body.length, () -> reader.apply(origin.target(), object(body, call))));
        });
    }

    /**
     * As {@link #ask}, for an answer that passes as it comes, whatever it is; the caller closes it.
     *
     * @param asked for a stream
     */
    public Passed pass(Asked asked) {
        return first(asked, false, (call, head, origin, lease) -> {
            Refusals.throwIn(call, head, origin.target().vendor().dialect());
            return new Passed(origin, head.status(), call, lease, Optional.empty(), new byte[0],
                    config.idle().toNanos());
        });
    }

    /**
     * Passes a request on as it is; the caller closes the answer.
     *
     * @param pin the only key that will do, if there is one
     * @throws FailureException as {@link #ask}
     */
    public Passed pass(Target target, Parcel parcel, Optional<Pin> pin, Errand errand) {
        return passing.pass(target, parcel, pin, errand);
    }

    /** Reads the answer to one call. */
    private interface Reading<T> {
        T read(HttpCall call, Head head, Origin origin, Lease lease);
    }

    private <T> T first(Asked asked, boolean hedged, Reading<T> reading) {
        if (System.nanoTime() - asked.begun() >= config.total().toNanos()) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_STALLED, "The exchange has lasted as long as it may."));
        }
        var terms = new Attempts.Terms(asked.conversation(), asked.pin(), false, hedged, asked.vigil());
        return attempts.run(asked.targets(), terms, target -> {
            var losses = new Losses();
            Draft draft = asked.drafts().draft(target, losses);
            refuseLosses(asked, losses);
            return (lease, course) -> {
                var origin = new Origin(draft.target(), course.calls(), lease.number(), losses.names(),
                        draft.verbatim());
                T answer = attempt(asked, draft.wire(), origin, lease, reading);
                if (answer instanceof StreamAnswer stream) {
                    stream.took(course.calls());
                }
                if (!isOpen(answer)) {
                    lease.close(); // with a whole answer the key is needed no longer
                }
                return answer;
            };
        });
    }

    /** The lists of models, over the same connections. */
    public VendorModels models() {
        return models;
    }

    @Override
    public void close() {
        calls.pool().close();
    }

    /** One call, and once more for nothing if a connection that was kept open turned out to be dead. */
    private <T> T attempt(Asked asked, Wire wire, Origin origin, Lease lease, Reading<T> reading) {
        T answer = call(open(asked), wire, origin, lease, reading);
        return answer != null ? answer : readOnce(call(open(asked).anew(), wire, origin, lease, reading));
    }

    private HttpCall open(Asked asked) {
        return calls.open(asked.errand(), asked.stream(), asked.vigil(), asked.begun());
    }

    /** Whether there is more of the answer to come: it closes call and lease itself. */
    private static boolean isOpen(@Nullable Object answer) {
        return answer instanceof StreamAnswer || answer instanceof Passed;
    }

    private static <T> T readOnce(@Nullable T answer) {
        if (answer == null) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream closed the connection without an answer."));
        }
        return answer;
    }

    /** @return {@code null} if the connection closed before the first byte of an answer: nobody saw the request */
    private <T> @Nullable T call(HttpCall call, Wire wire, Origin origin, Lease lease, Reading<T> reading) {
        boolean handedOver = false;
        try {
            call.send(origin.target().vendor(), wire, lease.secret().reveal());
            Head head = call.head();
            T answer = reading.read(call, head, origin, lease);
            handedOver = isOpen(answer);
            return answer;
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.UPSTREAM_CUT && !call.hasBegun()) {
                return null;
            }
            throw new FailureException(lease.masked(e.failure())); // in a well-begun answer too
        } catch (JsonException e) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream's answer could not be read."), e);
        } finally {
            if (!handedOver) {
                call.close();
            }
        }
    }

    private Answer read(HttpCall call, Head head, Origin origin, Lease lease, boolean stream) {
        Dialect dialect = origin.target().vendor().dialect();
        Refusals.throwIn(call, head, dialect);
        if (head.contentType().startsWith("text/event-stream")) {
            var answer = new StreamAnswer(origin, call, config, lease);
            if (stream) {
                answer.holdUntilContent(held(origin.target()).toNanos());
                return answer;
            }
            return whole(lease, new WholeAnswer(origin, answer.whole(), answer.size(), Optional.empty(),
                    call.giveShare()));
        }
        Refusals.throwUnlessJson(head);
        byte[] body = call.rest();
        Response response = Threads.on(body.length, () -> dialect.readResponse(object(body, call)));
        return whole(lease, new WholeAnswer(origin, response, body.length,
                origin.verbatim() ? Optional.of(body) : Optional.empty(), call.giveShare()));
    }

    /** The object that a whole answer is; it has to find room for what that takes up. */
    private static ObjectNode object(byte[] body, HttpCall call) {
        return Json.object(body, parts -> call.share().hold(body.length + Weight.of(parts, body.length)));
    }

    /** How long a beginning without content is held: as long as it takes where a second call may bring the first word. */
    private Duration held(Target target) {
        return config.refusesEmpty() || attempts.hedges(target) ? config.total() : config.preamble();
    }

    private Answer whole(Lease lease, WholeAnswer answer) {
        lease.used(answer.whole().usage());
        if (config.refusesEmpty()) {
            var held = new Held(true);
            answer.next(held);
            try {
                held.throwFailure();
            } catch (FailureException e) {
                answer.close();
                throw e;
            }
        }
        return answer;
    }

    private static void refuseLosses(Asked asked, Losses losses) {
        if (!asked.strict() || losses.isEmpty()) {
            return;
        }
        List<String> grave = losses.grave();
        if (!grave.isEmpty()) {
            throw new FailureException(Failure.invalid(grave.getFirst(),
                    "The request is strict, and this model cannot be told: " + String.join(", ", grave) + ".")
                    .withCode("unsupported_parameter"));
        }
    }
}
