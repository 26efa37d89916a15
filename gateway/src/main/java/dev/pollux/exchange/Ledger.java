package dev.pollux.exchange;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.openai.Form;
import dev.pollux.limits.Permit;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Usage;
import dev.pollux.room.Room;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.InVainException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What is known of one exchange so far; its {@link #close} is the {@link Outcome}. For one thread. */
final class Ledger {
    private final Question question;
    private final Room requests;
    private final long begun = System.nanoTime();
    private String model = "";
    private boolean stream;
    private @Nullable Origin origin;
    private @Nullable InVainException inVain;
    private @Nullable Failure failure;
    private Usage usage = Usage.UNKNOWN;
    private Permit permit = Permit.UNLIMITED;
    private boolean estimated;
    private int continuations;
    private int status;
    private long firstByte;
    private @Nullable Additions additions;

    /** @param requests where requests are counted that take up much */
    Ledger(Question question, Room requests) {
        this.question = question;
        this.requests = requests;
    }

    /**
     * What is asked. A body of hardly anything but brackets takes up many times its length, and has to find room for that.
     *
     * @throws dev.pollux.model.FailureException {@code SHED} if there is none
     */
    Inquiry inquiry() {
        return question.inquiry(this::weighs);
    }

    /** The same of an order for pictures or sound. */
    Form form() {
        return question.form(this::weighs);
    }

    private void weighs(long bytes) {
        if (bytes > Threads.LARGE) {
            additions().accept(bytes);
        }
    }

    /** Where is counted what comes to the body of the request, until the exchange is over; hardly any needs it. */
    LongConsumer additions() {
        Additions counted = additions;
        if (counted == null) {
            counted = new Additions(requests);
            additions = counted;
        }
        return counted;
    }

    /** When the exchange began, on the scale of {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    void asks(String asked, boolean streamed) {
        model = asked;
        stream = streamed;
    }

    /** What the exchange may use up, until it is closed. */
    void permitted(Permit given) {
        permit = given;
    }

    /** What is left of the client's limits, in the words of its dialect. */
    Map<String, String> rates() {
        return permit == Permit.UNLIMITED ? Map.of() : question.dialect().rateHeaders(permit.rates());
    }

    void answeredBy(Origin answering) {
        origin = answering;
    }

    /** Why the exchange ends without an answer. */
    void endsBy(RuntimeException why) {
        if (why instanceof InVainException told) {
            inVain = told;
        }
    }

    /** What was tried, if vendors were asked and none of them has answered. */
    Optional<InVainException> inVain() {
        return Optional.ofNullable(inVain).filter(told -> told.calls() > 0);
    }

    /** Whether vendors have been asked as often as is good for them. */
    boolean isSpent() {
        return inVain != null && inVain.isSpent();
    }

    /** Another call goes on with an answer that broke off. */
    void continuedBy(Origin next) {
        int before = origin == null ? 0 : origin.attempts();
        origin = new Origin(next.target(), before + next.attempts(), next.key(), next.losses(), next.verbatim());
        continuations++;
    }

    /** The answer's first bytes go out. */
    void begins(int sent) {
        status = sent;
        firstByte = System.nanoTime() - begun;
    }

    boolean hasBegun() {
        return firstByte > 0;
    }

    void note(Event event) {
        switch (event) {
            case Event.Tokens tokens -> used(tokens.usage());
            case Event.Failed failed -> failed(failed.failure());
            case Event.Start _,Event.Open _,Event.Delta _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Finish _,Event.End _,Event.Opaque _ ->
                {
                }
        }
    }

    void used(Usage reported) {
        usage = reported.after(usage);
    }

    /** Tokens are told that nobody counted. */
    void estimates() {
        estimated = true;
    }

    void failed(Failure why) {
        failure = why;
        if (status == 0) {
            status = why.status();
        }
    }

    /** Gives back what others may use, before the last bytes go out: whoever has read them may ask again at once. */
    void settle() {
        if (usage.isKnown()) {
            permit.charge(usage.total());
        } else if (failure != null && !hasBegun()) {
            permit.charge(0);
        }
        permit.close();
    }

    Outcome close() {
        settle();
        if (additions != null) {
            additions.close();
        }
        Optional<Origin> answered = Optional.ofNullable(origin);
        return new Outcome(question.id(), question.method(), question.path(), question.client(), question.route(),
                question.dialect().name(), question.caller().name(), model, stream,
                answered.map(o -> o.target().name()).or(() -> inVain().map(InVainException::target)).orElse(""),
                answered.map(Origin::key).orElse(0),
                answered.map(Origin::attempts).or(() -> inVain().map(InVainException::calls)).orElse(0),
                continuations, status,
                Optional.ofNullable(failure), usage, estimated, answered.map(Origin::losses).orElse(List.of()),
                Duration.ofNanos(firstByte), Duration.ofNanos(System.nanoTime() - begun));
    }
}
