package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.reply.Pieces;
import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Reply;
import dev.pollux.sandbox.reply.Reply.Call;
import dev.pollux.sandbox.reply.Reply.Ending;
import dev.pollux.sandbox.reply.Speaker;
import dev.pollux.sandbox.scenario.Kind;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.wire.Answer;
import dev.pollux.sandbox.wire.Answer.Streamed;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Frame;
import dev.pollux.sandbox.wire.Framing;
import dev.pollux.sandbox.wire.Ids;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The responses endpoint: one walk over the reply gives the events, and their finished items are the whole answer. */
final class Responses {
    private static final Sheet SHEET = Sheet.read("openai/responses.txt");

    /** What a prompt may be counted with. */
    private static final Set<String> COUNTED = Set.of("model", "input", "instructions", "tools", "tool_choice",
            "parallel_tool_calls", "reasoning", "text", "truncation", "conversation", "previous_response_id",
            "personality");

    private final JsonNode request;
    private final Question question;
    private final Reply reply;
    private final String id = Ids.next("resp_");
    private final long created = Instant.now().getEpochSecond();
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> output = new ArrayList<>();

    private Responses(JsonNode request, Scenario scenario) {
        this.request = request;
        this.question = Reader.responses(request, scenario);
        this.reply = Speaker.reply(question);
    }

    static Answer answer(JsonNode request, Scenario scenario) {
        if (!request.has("input")) {
            throw Refusals.invalid("Missing required parameter: 'input'.", "input", "missing_required_parameter");
        }
        var responses = new Responses(request, scenario);
        responses.walk();
        var whole = new Whole(200, Refusals.JSON, responses.response(responses.status(), true));
        int middle = responses.frames.size() / 2;
        var failure = List.of(new Frame("error", SHEET.fill("failure", "number", middle)),
                new Frame("response.failed",
                        SHEET.fill("event", "type", "response.failed", "number", middle + 1, "rest",
                                SHEET.fill("on-response", "response", responses.response("failed", false)))));
        return request.path("stream").asBoolean(false)
                ? new Streamed(Refusals.EVENTS, Framing.SSE_LF, responses.frames, failure, whole)
                : whole;
    }

    /** Counts a prompt; whatever says nothing of one is refused, as the vendor does. */
    static Answer count(JsonNode request, Scenario scenario) {
        for (String name : request.propertyNames()) {
            if (!COUNTED.contains(name)) {
                throw Refusals.invalid("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
            }
        }
        return new Whole(200, Refusals.JSON,
                SHEET.fill("count", "input", Reader.responses(request, scenario).promptTokens()));
    }

    private void walk() {
        event("response.created", "on-response", "response", response("in_progress", false));
        event("response.in_progress", "on-response", "response", response("in_progress", false));
        if (!reply.thoughts().isEmpty()) {
            reasoning();
        }
        if (!reply.pieces().isEmpty()) {
            message();
        }
        reply.calls().forEach(this::call);
        event("response." + status(), "on-response", "response", response(status(), true));
    }

    private void reasoning() {
        String item = Ids.next("rs_");
        int index = output.size();
        event("response.output_item.added", "on-item", "index", index, "item",
                SHEET.fill("reasoning-open", "id", item));
        List<String> parts = new ArrayList<>();
        JsonNode summary = request.path("reasoning").path("summary");
        boolean shown = summary.isString() || question.scenario().is(Kind.THINK)
                || question.scenario().is(Kind.THOUGHTS_ONLY);
        for (String thought : shown ? reply.thoughts() : List.<String>of()) {
            int number = parts.size();
            String whole = SHEET.fill("summary-part", "text", Json.quote(thought));
            event("response.reasoning_summary_part.added", "on-summary-part", "id", item, "index", index, "number",
                    number, "part",
                    SHEET.fill("summary-part", "text", "\"\""));
            for (String piece : Pieces.of(thought)) {
                event("response.reasoning_summary_text.delta", "on-summary-delta", "id", item, "index", index, "number",
                        number,
                        "text", Json.quote(piece));
            }
            event("response.reasoning_summary_text.done", "on-summary-done", "id", item, "index", index, "number",
                    number, "text",
                    Json.quote(thought));
            event("response.reasoning_summary_part.done", "on-summary-part", "id", item, "index", index, "number",
                    number, "part", whole);
            parts.add(whole);
        }
        boolean sealed = Json.line(request.path("include")).contains("reasoning.encrypted_content");
        close(SHEET.fill("reasoning", "id", item, "parts", String.join(",", parts), "sealed",
                sealed ? SHEET.fill("sealed", "content", "gAAAAABsandbox" + item) : ""));
    }

    private void message() {
        String item = Ids.next("msg_");
        int index = output.size();
        event("response.output_item.added", "on-item", "index", index, "item", SHEET.fill("message-open", "id", item));
        event("response.content_part.added", "on-part", "id", item, "index", index, "part",
                SHEET.fill("text-part", "text", "\"\""));
        for (String piece : reply.pieces()) {
            event("response.output_text.delta", "on-text-delta", "id", item, "index", index, "text", Json.quote(piece));
        }
        String text = Json.quote(reply.text());
        event("response.output_text.done", "on-text-done", "id", item, "index", index, "text", text);
        event("response.content_part.done", "on-part", "id", item, "index", index, "part",
                SHEET.fill("text-part", "text", text));
        close(SHEET.fill("message", "id", item, "status", status(), "text", text));
    }

    private void call(Call call) {
        String item = Ids.next("fc_");
        String callId = Ids.next("call_");
        int index = output.size();
        String name = Json.quote(call.name());
        event("response.output_item.added", "on-item", "index", index, "item",
                SHEET.fill("call-open", "id", item, "call", callId, "name", name));
        for (String piece : Pieces.of(call.arguments())) {
            event("response.function_call_arguments.delta", "on-arguments-delta", "id", item, "index", index, "text",
                    Json.quote(piece));
        }
        String arguments = Json.quote(call.arguments());
        event("response.function_call_arguments.done", "on-arguments-done", "id", item, "index", index, "text",
                arguments, "name", name);
        close(SHEET.fill("call", "id", item, "call", callId, "name", name, "arguments", arguments));
    }

    private void close(String item) {
        event("response.output_item.done", "on-item", "index", output.size(), "item", item);
        output.add(item);
    }

    private void event(String type, String section, Object... pairs) {
        frames.add(new Frame(type,
                SHEET.fill("event", "type", type, "number", frames.size(), "rest", SHEET.fill(section, pairs))));
    }

    private String status() {
        return switch (reply.ending()) {
            case STOP, STOP_TEXT, EMPTY, MALFORMED_CALL -> "completed";
            case MAX, SAFETY, BLOCKED -> "incomplete";
        };
    }

    private String response(String status, boolean finished) {
        int completion = reply.textTokens() + reply.thoughtTokens();
        String usage = SHEET.fill("usage", "prompt", question.promptTokens(), "completion", completion, "reasoning",
                reply.thoughtTokens(), "total", question.promptTokens() + completion);
        String reason = reply.ending() == Ending.MAX ? "max_output_tokens" : "content_filter";
        return SHEET.fill("response", "id", id, "created", created, "completed",
                status.equals("completed") ? created : "null", "status",
                status, "error", status.equals("failed") ? SHEET.fill("failed") : "null", "incomplete",
                status.equals("incomplete") ? SHEET.fill("incomplete", "reason", reason) : "null",
                "instructions", echoed("instructions", "null"), "limit", echoed("max_output_tokens", "null"), "model",
                Json.quote(question.scenario().model()), "output",
                finished ? output.stream().collect(Collectors.joining(",")) : "",
                "effort",
                request.path("reasoning").has("effort")
                        ? Json.line(request.path("reasoning").get("effort"))
                        : "\"medium\"",
                "summary",
                request.path("reasoning").has("summary") ? Json.line(request.path("reasoning").get("summary")) : "null",
                "format",
                request.path("text").has("format")
                        ? Json.line(request.path("text").get("format"))
                        : "{\"type\":\"text\"}",
                "choice", echoed("tool_choice", "\"auto\""), "tools", echoed("tools", "[]"), "usage",
                finished ? usage : "null");
    }

    private String echoed(String field, String otherwise) {
        return request.has(field) ? Json.line(request.get(field)) : otherwise;
    }
}
