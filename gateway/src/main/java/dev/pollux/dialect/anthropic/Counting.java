package dev.pollux.dialect.anthropic;

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

/** {@code POST /v1/messages/count_tokens}. */
final class Counting implements TokenCounting {
    /** What says nothing of the prompt and is refused here. */
    private static final List<String> OF_ANSWERS = List.of("max_tokens", "stream", "temperature", "top_p", "top_k",
            "stop_sequences", "metadata", "service_tier");
    private static final String INPUT = "input_tokens";

    @Override
    public Request readRequest(Inquiry inquiry) {
        return RequestReader.readPrompt(inquiry.body());
    }

    @Override
    public ObjectNode writeCount(TokenCount count) {
        ObjectNode body = Json.object().put(INPUT, count.input());
        count.extras().writeTo(body, Anthropic.NAME, new Losses());
        return body;
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        ObjectNode body = new RequestWriter(facts, losses).write(request);
        OF_ANSWERS.forEach(body::remove);
        return new Wire("/messages/count_tokens", Anthropic.VERSIONED, Json.bytes(body));
    }

    @Override
    public TokenCount readCount(ObjectNode body) {
        Fields fields = Fields.of(body);
        long input = fields.whole(INPUT).orElseThrow(() -> fields.missing(INPUT));
        return new TokenCount(input, Extras.of(Anthropic.NAME, "", fields.rest()));
    }
}
