package dev.pollux.access;

import dev.pollux.secret.Secret;

import java.util.List;

/**
 * The tokens that open the door; without any, everybody who reaches the server may ask.
 *
 * @param tokens each is as good as the other
 */
public record AccessConfig(List<Secret> tokens) {
    public AccessConfig {
        tokens = List.copyOf(tokens);
    }

    public boolean needsToken() {
        return !tokens.isEmpty();
    }
}
