package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@code logprobsResult}: the chosen tokens, and beside them the alternatives of each. */
final class Logprobs {

    private Logprobs() {}

    static List<TokenLogprob> read(JsonNode result) {
        var tokens = new ArrayList<TokenLogprob>();
        JsonNode chosen = result.path("chosenCandidates");
        for (int i = 0; i < chosen.size(); i++) {
            var top = new ArrayList<TokenLogprob>();
            for (JsonNode candidate : result.path("topCandidates").path(i).path("candidates")) {
                top.add(token(candidate, List.of()));
            }
            tokens.add(token(chosen.get(i), top));
        }
        return tokens;
    }

    static ObjectNode write(List<TokenLogprob> tokens) {
        ObjectNode result = Json.object();
        ArrayNode chosen = result.putArray("chosenCandidates");
        ArrayNode top = Json.array();
        boolean alternatives = false;
        for (TokenLogprob token : tokens) {
            chosen.add(node(token));
            ArrayNode candidates = top.addObject().putArray("candidates");
            token.top().forEach(alternative -> candidates.add(node(alternative)));
            alternatives |= !token.top().isEmpty();
        }
        if (alternatives) {
            result.set("topCandidates", top);
        }
        return result;
    }

    private static TokenLogprob token(JsonNode candidate, List<TokenLogprob> top) {
        return new TokenLogprob(candidate.path("token").asString(""), candidate.path("logProbability").asDouble(0),
                top);
    }

    private static ObjectNode node(TokenLogprob token) {
        return Json.object().put("token", token.token()).put("logProbability", token.logprob());
    }
}
