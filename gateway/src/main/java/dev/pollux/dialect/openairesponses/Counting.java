package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.TokenCounting;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.TokenCount;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** {@code POST /v1/responses/input_tokens}. */
final class Counting implements TokenCounting {
    /** What a count may be asked with; the rest says nothing of the prompt. */
    private static final List<String> OF_PROMPTS = List.of("model", "input", "instructions", "tools", "tool_choice",
            "parallel_tool_calls", "reasoning", "text", "truncation", "personality");
    private static final String INPUT = "input_tokens";

    @Override
    public Request readRequest(Inquiry inquiry) {
        return RequestReader.read(inquiry);
    }

    @Override
    public ObjectNode writeCount(TokenCount count) {
        ObjectNode body = Json.object().put("object", "response.input_tokens").put(INPUT, count.input());
        count.extras().writeTo(body, Words.DIALECT, new Losses());
        return body;
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        ObjectNode body = RequestWriter.body(request, facts, losses);
        body.retain(OF_PROMPTS);
        return new Wire("/responses/input_tokens", Map.of(), Json.bytes(body));
    }

    @Override
    public TokenCount readCount(ObjectNode body) {
        Fields fields = Fields.of(body);
        fields.skip("object");
        long input = fields.whole(INPUT).orElseThrow(() -> fields.missing(INPUT));
        return new TokenCount(input, Extras.of(Words.DIALECT, "", fields.rest()));
    }
}
