package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Pieces;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer for a client. */
final class AnswerWriter {
    private final String id;
    private final long created;
    private final Request request;

    private AnswerWriter(String id, long created, Request request) {
        this.id = id;
        this.created = created;
        this.request = request;
    }

    static ObjectNode write(Response response, String id, long created, Request request) {
        return new AnswerWriter(id, created, request).write(response);
    }

    private ObjectNode write(Response response) {
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", request.model());
        ArrayNode choices = answer.putArray("choices");
        response.candidates().forEach(candidate -> choices.add(choice(candidate)));
        if (response.usage().isKnown()) {
            answer.set("usage", Counts.write(response.usage()));
        }
        return answer.putNull("system_fingerprint");
    }

    private ObjectNode choice(Candidate candidate) {
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

    private ObjectNode message(Candidate candidate) {
        var content = new Pieces();
        var refusal = new Pieces();
        var thinking = new Pieces();
        ArrayNode calls = Json.array();
        ArrayNode annotations = Json.array();
        ArrayNode pictures = Json.array();
        Speech speech = null;
        for (Block block : candidate.blocks()) {
            switch (block) {
                case Block.Text text when Speech.isSpoken(text) -> speech = begun(speech, candidate).add(text);
                case Block.Text text when text.refusal() -> refusal.append(text.text());
                case Block.Text text -> {
                    for (Citation citation : text.citations()) {
                        annotations.add(Shapes.annotation(citation, content.length()));
                    }
                    content.append(text.text());
                }
                case Block.Thinking thought -> thinking.append(thought.text());
                case Block.ToolCall call -> calls.add(Shapes.call(call, arguments(call)));
                case Block.Media media when Speech.is(media) -> speech = begun(speech, candidate).add(media);
                case Block.Media media -> Shapes.picture(media).ifPresent(pictures::add);
                case Block.Opaque opaque -> Prose.of(opaque)
                        .ifPresent(prose -> content.append(content.isEmpty() ? "" : "\n\n").append(prose));
                case Block.ToolResult _ -> {
                    // a vendor's own affair: this dialect shows what the model said of it
                }
            }
        }
        ObjectNode message = Json.object().put("role", "assistant");
        if (content.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty() || speech != null)) {
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
        if (speech != null) {
            message.set("audio", speech.write(request.output().speech()));
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private Speech begun(@Nullable Speech speech, Candidate candidate) {
        return speech == null ? new Speech(Speech.id(id, candidate.index()), created) : speech;
    }

    private static String arguments(Block.ToolCall call) {
        return call.arguments().isEmpty() && !call.custom() ? "{}" : call.arguments();
    }
}
