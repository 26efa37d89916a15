package dev.pollux.dialect.openaichat;

import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Reads how probable the tokens were. */
final class Logprobs {
    private Logprobs() {}

    static List<TokenLogprob> read(JsonNode logprobs) {
        return tokens(logprobs.path("content"));
    }

    private static List<TokenLogprob> tokens(JsonNode list) {
        var tokens = new ArrayList<TokenLogprob>();
        for (JsonNode token : list) {
            if (token.path("token").isString() && token.path("logprob").isNumber()) {
                tokens.add(new TokenLogprob(token.path("token").stringValue(), token.path("logprob").doubleValue(),
                        tokens(token.path("top_logprobs"))));
            }
        }
        return tokens;
    }
}
