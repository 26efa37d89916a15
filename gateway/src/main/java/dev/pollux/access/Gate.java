package dev.pollux.access;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.secret.Digest;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** The one gate in front of everything but the preflight and the health of the server. */
public final class Gate {
    private final AccessConfig config;
    private final InstantSource clock;

    public Gate(AccessConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    public boolean needsToken() {
        return !config.members().isEmpty();
    }

    /**
     * Lets a caller in.
     *
     * @param presented every credential of the request, whatever header or parameter it came in; clients send the same
     *        one in two places, but two different ones are a trick
     * @throws FailureException {@code UNAUTHENTICATED}
     */
    public Caller admit(List<String> presented) {
        if (!needsToken()) {
            return Caller.ANYBODY;
        }
        if (presented.isEmpty()) {
            throw refused("You didn't provide an API key. Send the token of this gateway as "
                    + "'Authorization: Bearer TOKEN', 'x-api-key', 'x-goog-api-key', 'api-key' or '?key='.");
        }
        if (presented.stream().distinct().count() > 1) {
            throw refused("The request carries two different API keys.");
        }
        Member member = member(Digest.of(presented.getFirst()));
        if (member == null) {
            throw refused("Incorrect API key provided: it is not a token of this gateway.");
        }
        if (member.lastDay().isPresent() && today().isAfter(member.lastDay().get())) {
            throw refused("The API key has expired: its last day was " + member.lastDay().get() + ".");
        }
        return member.caller();
    }

    /** Compares with every token of everybody, so that the time tells nothing of which one was near. */
    private @Nullable Member member(Digest presented) {
        Member found = null;
        for (Member member : config.members()) {
            for (Digest token : member.tokens()) {
                if (token.matches(presented)) {
                    found = member;
                }
            }
        }
        return found;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), config.zone());
    }

    private static FailureException refused(String message) {
        return new FailureException(Failure.of(Failure.Kind.UNAUTHENTICATED, message).withCode("invalid_api_key"));
    }
}
