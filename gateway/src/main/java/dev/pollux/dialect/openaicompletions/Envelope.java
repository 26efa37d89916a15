package dev.pollux.dialect.openaicompletions;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The {@code text_completion} object, which a whole answer and every chunk of a stream are. */
record Envelope(String id, long created, String model) {
    private static final String PREFIX = "cmpl-";

    /** @param vendorsId may be empty */
    static Envelope of(String vendorsId, Supplier<String> ids, InstantSource clock, Request request) {
        String id = vendorsId.isEmpty() ? ids.get() : vendorsId;
        return new Envelope(id.startsWith(PREFIX) ? id : PREFIX + id, clock.instant().getEpochSecond(),
                request.model());
    }

    /** @param echo what every text begins with */
    ObjectNode whole(Response response, String echo) {
        ObjectNode body = empty();
        for (Candidate candidate : response.candidates()) {
            var text = new StringBuilder(echo);
            for (Block block : candidate.blocks()) {
                text.append(text(block));
            }
            ((ArrayNode) body.get("choices")).add(choice(candidate.index(), text.toString(),
                    logprobs(candidate.logprobs(), 0), stop(candidate.stop())));
        }
        if (response.usage().isKnown()) {
            body.set("usage", usage(response.usage()));
        }
        return body;
    }

    /** A chunk with one choice. */
    ObjectNode chunk(int index, String text, @Nullable JsonNode logprobs, @Nullable String stop) {
        ObjectNode body = empty();
        ((ArrayNode) body.get("choices")).add(choice(index, text, logprobs, stop));
        return body;
    }

    ObjectNode empty() {
        ObjectNode body = Json.object().put("id", id).put("object", "text_completion").put("created", created)
                .put("model", model);
        body.putArray("choices");
        return body;
    }

    static ObjectNode usage(Usage usage) {
        return Json.object().put("prompt_tokens", usage.input().orElse(0))
                .put("completion_tokens", usage.output().orElse(0)).put("total_tokens", usage.total());
    }

    /** What a block says here: only text is something to go on with. */
    static String text(Block block) {
        return switch (block) {
            case Block.Text text -> text.text();
            case Block.Thinking _,Block.Media _,Block.ToolCall _,Block.ToolResult _,Block.Opaque _ -> "";
        };
    }

    static String stop(StopReason reason) {
        return switch (reason.kind()) {
            case LENGTH -> "length";
            case FILTERED, REFUSED -> "content_filter";
            case DONE, STOP_TEXT, TOOL_CALLS, PAUSED, INVALID, OTHER -> "stop";
        };
    }

    /** @param offset characters before the first token */
    static @Nullable ObjectNode logprobs(List<TokenLogprob> tokens, int offset) {
        if (tokens.isEmpty()) {
            return null;
        }
        ObjectNode shape = Json.object();
        ArrayNode texts = shape.putArray("tokens");
        ArrayNode values = shape.putArray("token_logprobs");
        ArrayNode tops = shape.putArray("top_logprobs");
        ArrayNode offsets = shape.putArray("text_offset");
        int place = offset;
        for (TokenLogprob token : tokens) {
            texts.add(token.token());
            values.add(token.logprob());
            ObjectNode top = tops.addObject();
            token.top().forEach(other -> top.put(other.token(), other.logprob()));
            offsets.add(place);
            place += token.token().length();
        }
        return shape;
    }

    private static ObjectNode choice(int index, String text, @Nullable JsonNode logprobs, @Nullable String stop) {
        ObjectNode choice = Json.object().put("text", text).put("index", index);
        if (logprobs == null) {
            choice.putNull("logprobs");
        } else {
            choice.set("logprobs", logprobs);
        }
        return choice.put("finish_reason", stop);
    }
}
