package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Losses;
import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The pieces of an answer that look the same whole and in a stream. */
final class Shapes {
    private Shapes() {}

    /** A call with this text as its arguments. */
    static ObjectNode call(Block.ToolCall call, String arguments) {
        ObjectNode shape = Json.object()
                .put("id", Seals.close(call.id(), call.marks().seal()))
                .put("type", call.custom() ? "custom" : "function");
        shape.putObject(call.custom() ? "custom" : "function")
                .put("name", call.name())
                .put(call.custom() ? "input" : "arguments", arguments);
        return shape;
    }

    /** @param before how much of the content stands before the block that cites */
    static ObjectNode annotation(Citation citation, int before) {
        ObjectNode shape = Json.object().put("type", "url_citation");
        ObjectNode inner = shape.putObject("url_citation");
        citation.start().ifPresent(start -> inner.put("start_index", before + start));
        citation.end().ifPresent(end -> inner.put("end_index", before + end));
        citation.url().ifPresent(url -> inner.put("url", url));
        citation.title().ifPresent(title -> inner.put("title", title));
        Nested.write(citation.extras(), shape, new Losses());
        return shape;
    }

    /** A picture in the field that several services have for it; empty for what it cannot hold. */
    static Optional<ObjectNode> picture(Block.Media media) {
        return media.kind() == Block.Media.Kind.IMAGE && !(media.source() instanceof Block.Source.Stored)
                ? Optional.of(PartWriter.address("image_url", media, "image/png"))
                : Optional.empty();
    }

    static ObjectNode logprobs(List<TokenLogprob> tokens) {
        ObjectNode shape = Json.object();
        ArrayNode content = shape.putArray("content");
        for (TokenLogprob token : tokens) {
            ArrayNode top = content.add(logprob(token)).get(content.size() - 1).withArray("top_logprobs");
            token.top().forEach(other -> top.add(logprob(other)));
        }
        return shape.putNull("refusal");
    }

    private static ObjectNode logprob(TokenLogprob token) {
        ObjectNode shape = Json.object().put("token", token.token()).put("logprob", token.logprob());
        ArrayNode bytes = shape.putArray("bytes");
        for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(b));
        }
        return shape;
    }
}
