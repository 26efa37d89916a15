package dev.pollux.config;

import dev.pollux.secret.Digest;
import dev.pollux.secret.Secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Each caller has a good token, and no token belongs to two. */
final class CallerRules {
    private CallerRules() {}

    /** What is broken among the callers whose tokens have a value. */
    static List<Problem> broken(Configuration configuration, Set<String> paths) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new LinkedHashMap<>();
        if (paths.contains(Keys.ACCESS_TOKEN.path())) {
            configuration.get(Keys.ACCESS_TOKEN)
                    .forEach(token -> owners.put(token.digest().text(), Keys.ACCESS_TOKEN.path()));
        }
        configuration.names(Keys.CALLERS_TOKEN).stream().map(Keys.CALLERS_TOKEN::of)
                .filter(key -> paths.contains(key.path()))
                .map(configuration::value)
                .forEach(value -> check(value, owners).ifPresent(problems::add));
        return problems;
    }

    private static Optional<Problem> check(Value<List<Secret>> tokens, Map<String, String> owners) {
        if (tokens.value().isEmpty()) {
            return Optional.of(problem(tokens, "a caller without a token", "name one, or strike the caller out"));
        }
        for (Secret token : tokens.value()) {
            if (!Digest.isMeantBy(token.reveal()) && Rules.isWeak(token)) {
                return Optional.of(problem(tokens, "a token that is easily guessed",
                        "make one with: ./pollux hash-token"));
            }
            String owner = owners.putIfAbsent(token.digest().text(), tokens.key().path());
            if (owner != null) {
                return Optional.of(problem(tokens, "a token that is that of " + owner + " too", "give each its own"));
            }
        }
        return Optional.empty();
    }

    private static Problem problem(Value<List<Secret>> tokens, String found, String remedy) {
        return new Problem(tokens.key().path(), Optional.of(tokens.source()), found, "", remedy);
    }
}
