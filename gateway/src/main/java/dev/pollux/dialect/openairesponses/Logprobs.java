package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The probabilities of tokens, which stand in text parts and in the events that grow them. */
final class Logprobs {
    private Logprobs() {}

    static List<TokenLogprob> read(Fields owner) {
        return owner.objects("logprobs").stream().map(token -> token(token,
                token.objects("top_logprobs").stream().map(top -> token(top, List.of())).toList())).toList();
    }

    private static TokenLogprob token(Fields token, List<TokenLogprob> top) {
        return new TokenLogprob(token.text("token").orElse(""), token.number("logprob").orElse(0), top);
    }

    static ArrayNode write(List<TokenLogprob> tokens) {
        ArrayNode written = Json.array();
        for (TokenLogprob token : tokens) {
            ArrayNode top = Json.array();
            token.top().forEach(alternative -> top.add(token(alternative)));
            written.add(token(token).set("top_logprobs", top));
        }
        return written;
    }

    private static ObjectNode token(TokenLogprob token) {
        ObjectNode written = Json.object().put("token", token.token()).put("logprob", token.logprob());
        ArrayNode bytes = written.putArray("bytes");
        for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xFF);
        }
        return written;
    }
}
