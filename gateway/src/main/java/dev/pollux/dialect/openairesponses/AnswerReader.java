package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Response;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a whole response object, alone or as the last event of a stream has it. */
final class AnswerReader {
    /** What an answer repeats of its request, and what is read elsewhere. */
    private static final List<String> KNOWN = List.of("id", "object", "created_at", "completed_at", "status",
            "background", "error", "incomplete_details", "instructions", "max_output_tokens", "max_tool_calls", "model",
            "output", "output_text", "parallel_tool_calls", "previous_response_id", "prompt_cache_key", "reasoning",
            "safety_identifier", "store", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p",
            "truncation", "usage", "user", "metadata");

    private AnswerReader() {}

    static Response read(ObjectNode body) {
        failure(body).ifPresent(failure -> {
            throw new FailureException(failure);
        });
        Fields response = Fields.of(body);
        if (!(response.any("output").orElseThrow(() -> response.missing("output")) instanceof ArrayNode)) {
            throw response.illTyped("output", "an array", body.get("output"));
        }
        var blocks = new ArrayList<Block>();
        var logprobs = new ArrayList<TokenLogprob>();
        for (ObjectNode item : items(body)) {
            blocks.addAll(OutputReader.blocks(item, "output[]"));
            logprobs.addAll(OutputReader.logprobs(item, "output[]"));
        }
        var candidate = new Response.Candidate(0, blocks, stop(body, blocks), logprobs);
        return new Response(response.text("id").orElse(""), response.text("model").orElse(""), List.of(candidate),
                usage(body), extras(body).stream().toList());
    }

    /** The items of a response; what is no object is none. */
    static List<ObjectNode> items(ObjectNode response) {
        var items = new ArrayList<ObjectNode>();
        response.path("output").forEach(item -> {
            if (item instanceof ObjectNode object) {
                items.add(object);
            }
        });
        return items;
    }

    /** Why a response is none, if it failed. */
    static Optional<Failure> failure(ObjectNode response) {
        String status = response.path("status").asString("");
        if (response.get("error") instanceof ObjectNode error) {
            return Optional.of(ErrorObjects.inAnswer(Words.DIALECT, error));
        }
        return switch (status) {
            case "failed", "cancelled" -> Optional.of(Failure.of(Failure.Kind.UPSTREAM_ERROR,
                    "The upstream ended its answer as " + status + "."));
            case "queued", "in_progress" -> Optional.of(Failure.of(Failure.Kind.UPSTREAM_CUT,
                    "The upstream gave an answer that is not complete."));
            default -> Optional.empty();
        };
    }

    static StopReason stop(ObjectNode response, List<Block> blocks) {
        if (response.path("status").asString("").equals("incomplete")) {
            String reason = response.path("incomplete_details").path("reason").asString("");
            return new StopReason(switch (reason) {
                case "max_output_tokens" -> StopReason.Kind.LENGTH;
                case "content_filter" -> StopReason.Kind.FILTERED;
                default -> StopReason.Kind.OTHER;
            }, reason);
        }
        StopReason.Kind kind = StopReason.Kind.DONE;
        for (Block block : blocks) {
            if (block instanceof Block.ToolCall) {
                kind = StopReason.Kind.TOOL_CALLS;
            } else if (block instanceof Block.Text text && text.refusal() && kind == StopReason.Kind.DONE) {
                kind = StopReason.Kind.REFUSED;
            }
        }
        return new StopReason(kind, "completed");
    }

    static Usage usage(ObjectNode response) {
        Optional<Fields> found = Fields.of(response).object("usage");
        if (found.isEmpty()) {
            return Usage.UNKNOWN;
        }
        Fields usage = found.get();
        Optional<Fields> input = usage.object("input_tokens_details");
        Optional<Fields> output = usage.object("output_tokens_details");
        return new Usage(usage.whole("input_tokens"), count(input, "cached_tokens"), count(input, "cache_write_tokens"),
                usage.whole("output_tokens"), count(output, "reasoning_tokens"));
    }

    private static OptionalLong count(Optional<Fields> details, String name) {
        return details.map(fields -> fields.whole(name)).orElse(OptionalLong.empty());
    }

    /** The fields that only this dialect knows. */
    static Optional<Event.Opaque> extras(ObjectNode response) {
        ObjectNode rest = Json.object();
        response.properties().forEach(field -> {
            if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.set(field.getKey(), field.getValue());
            }
        });
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Event.Opaque(Words.DIALECT, rest));
    }
}
