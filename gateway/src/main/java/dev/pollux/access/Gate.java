package dev.pollux.access;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.secret.Secret;

import java.util.List;

/** The one gate in front of everything but the preflight and the health of the server. */
public final class Gate {
    private final AccessConfig config;

    public Gate(AccessConfig config) {
        this.config = config;
    }

    public boolean needsToken() {
        return config.needsToken();
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
        return caller(presented.getFirst());
    }

    /** Compares with every token, so that the time tells nothing of which one was near. */
    private Caller caller(String presented) {
        int match = 0;
        List<Secret> tokens = config.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).matches(presented)) {
                match = i + 1;
            }
        }
        if (match == 0) {
            throw refused("Incorrect API key provided: it is not a token of this gateway.");
        }
        return new Caller("token-" + match);
    }

    private static FailureException refused(String message) {
        return new FailureException(Failure.of(Failure.Kind.UNAUTHENTICATED, message).withCode("invalid_api_key"));
    }
}
