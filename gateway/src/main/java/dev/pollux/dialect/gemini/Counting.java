package dev.pollux.dialect.gemini;

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

import java.util.Map;
import java.util.Optional;

/** {@code countTokens}: of contents alone, or of all that a request for an answer would hold. */
final class Counting implements TokenCounting {
    private static final String WHOLE = "generateContentRequest";
    private static final String TOTAL = "totalTokens";

    @Override
    public Request readRequest(Inquiry inquiry) {
        String model = RequestReader.model(inquiry);
        Fields body = Fields.eitherCase(inquiry.body());
        Optional<ObjectNode> whole = body.tree(WHOLE);
        if (whole.isPresent() && body.has("contents")) {
            throw body.notAllowed(WHOLE, "Only one of contents and generateContentRequest may be set.");
        }
        return RequestReader.read(
                new Inquiry(Optional.of(model), false, inquiry.framing(), whole.orElse(inquiry.body())));
    }

    @Override
    public ObjectNode writeCount(TokenCount count) {
        ObjectNode body = Json.object().put(TOTAL, count.input());
        count.extras().writeTo(body, Gemini.NAME, new Losses());
        return body;
    }

    /** Always the long form: the short one has no place for instructions and tools. */
    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        String resource = RequestWriter.resource(request.model());
        ObjectNode whole = Json.object().put("model", resource.substring(1));
        whole.setAll(RequestWriter.body(request, facts, losses));
        return new Wire(resource + ":countTokens", Map.of(), Json.bytes(Json.object().set(WHOLE, whole)));
    }

    @Override
    public TokenCount readCount(ObjectNode body) {
        Fields fields = Fields.eitherCase(body);
        long total = fields.whole(TOTAL).orElseThrow(() -> fields.missing(TOTAL));
        return new TokenCount(total, Extras.of(Gemini.NAME, "", fields.rest()));
    }
}
