package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer for a client. */
final class AnswerWriter {
    private AnswerWriter() {}

    static ObjectNode write(Response response, String id, long created, String model) {
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", model);
        ArrayNode choices = answer.putArray("choices");
        response.candidates().forEach(candidate -> choices.add(choice(candidate)));
        if (response.usage().isKnown()) {
            answer.set("usage", Counts.write(response.usage()));
        }
        return answer.putNull("system_fingerprint");
    }

    private static ObjectNode choice(Candidate candidate) {
        ObjectNode message = message(candidate);
        ObjectNode choice = Json.object().put("index", candidate.index());
        choice.set("message", message);
        if (candidate.logprobs().isEmpty()) {
            choice.putNull("logprobs");
        } else {
            choice.set("logprobs", Shapes.logprobs(candidate.logprobs()));
        }
        return choice.put("finish_reason", Words.stop(candidate.stop(), message.has("tool_calls")));
    }

    private static ObjectNode message(Candidate candidate) {
        var content = new StringBuilder();
        var refusal = new StringBuilder();
        var thinking = new StringBuilder();
        ArrayNode calls = Json.array();
        ArrayNode annotations = Json.array();
        ArrayNode pictures = Json.array();
        for (Block block : candidate.blocks()) {
            switch (block) {
                case Block.Text text when text.refusal() -> refusal.append(text.text());
                case Block.Text text -> {
                    for (Citation citation : text.citations()) {
                        annotations.add(Shapes.annotation(citation, content.length()));
                    }
                    content.append(text.text());
                }
                case Block.Thinking thought -> thinking.append(thought.text());
                case Block.ToolCall call -> calls.add(Shapes.call(call, arguments(call)));
                case Block.Media media -> Shapes.picture(media).ifPresent(pictures::add);
                case Block.Opaque opaque -> Prose.of(opaque)
                        .ifPresent(prose -> content.append(content.isEmpty() ? "" : "\n\n").append(prose));
                case Block.ToolResult _ -> {
                    // a vendor's own affair: this dialect shows what the model said of it
                }
            }
        }
        ObjectNode message = Json.object().put("role", "assistant");
        if (content.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty())) {
            message.putNull("content");
        } else {
            message.put("content", content.toString());
        }
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        message.set("annotations", annotations);
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!pictures.isEmpty()) {
            message.set("images", pictures);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private static String arguments(Block.ToolCall call) {
        return call.arguments().isEmpty() && !call.custom() ? "{}" : call.arguments();
    }
}
