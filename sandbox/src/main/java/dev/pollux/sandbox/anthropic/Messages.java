package dev.pollux.sandbox.anthropic;

import dev.pollux.sandbox.reply.Pieces;
import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Reply;
import dev.pollux.sandbox.reply.Reply.Call;
import dev.pollux.sandbox.reply.Reply.Ending;
import dev.pollux.sandbox.reply.Speaker;
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

import java.util.ArrayList;
import java.util.List;

/** The messages endpoint: one walk over the reply gives the events, and its blocks are the whole answer. */
final class Messages {
    private static final Sheet SHEET = Sheet.read("anthropic/answer.txt");

    private final Question question;
    private final Reply reply;
    private final boolean shown;
    private final String id = Ids.next("msg_");
    private final String model;
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();

    private Messages(JsonNode request, Scenario scenario) {
        question = Reader.read(request, scenario);
        reply = Speaker.reply(question);
        // The newest models keep their thoughts to themselves unless asked.
        String display = Json.text(request.path("thinking").path("display"));
        shown = display.isEmpty() ? !Reader.thinksUnasked(scenario.model()) : display.equals("summarized");
        model = Json.quote(scenario.model());
    }

    static Answer answer(JsonNode request, Scenario scenario) {
        var messages = new Messages(request, scenario);
        messages.walk();
        var whole = new Whole(200, Refusals.JSON, messages.whole());
        return request.path("stream").asBoolean(false)
                ? new Streamed(Refusals.EVENTS, Framing.SSE_LF, messages.frames,
                        List.of(new Frame("error", SHEET.fill("failure"))), whole)
                : whole;
    }

    private void walk() {
        frames.add(new Frame("message_start",
                SHEET.fill("start", "id", id, "model", model, "input", question.promptTokens())));
        if (!reply.thoughts().isEmpty()) {
            thinking();
        }
        if (!reply.pieces().isEmpty()) {
            start(SHEET.fill("block-text"));
            reply.pieces().forEach(piece -> delta("delta-text", Json.quote(piece)));
            stop(SHEET.fill("text", "text", Json.quote(reply.text())));
        }
        reply.calls().forEach(this::call);
        frames.add(new Frame("message_delta",
                SHEET.fill("message-delta", "stop", stopReason(), "sequence", sequence(), "input",
                        question.promptTokens(), "output", output())));
        frames.add(new Frame("message_stop", SHEET.fill("message-stop")));
    }

    private void thinking() {
        String signature = "EqQBsandbox" + id;
        start(SHEET.fill("block-thinking"));
        for (String thought : shown ? reply.thoughts() : List.<String>of()) {
            Pieces.of(thought).forEach(piece -> delta("delta-thinking", Json.quote(piece)));
        }
        frame("content_block_delta", SHEET.fill("block-delta", "index", blocks.size(), "delta",
                SHEET.fill("delta-signature", "signature", signature)));
        stop(SHEET.fill("thinking", "text", Json.quote(shown ? String.join("", reply.thoughts()) : ""), "signature",
                signature));
    }

    private void call(Call call) {
        String callId = Ids.next("toolu_");
        String name = Json.quote(call.name());
        start(SHEET.fill("block-call", "id", callId, "name", name));
        delta("delta-json", "\"\"");
        if (!call.arguments().equals("{}")) {
            Pieces.of(call.arguments()).forEach(piece -> delta("delta-json", Json.quote(piece)));
        }
        stop(SHEET.fill("call", "id", callId, "name", name, "arguments", call.arguments()));
    }

    private void start(String block) {
        frame("content_block_start", SHEET.fill("block-start", "index", blocks.size(), "block", block));
        if (blocks.isEmpty()) {
            frame("ping", SHEET.fill("ping"));
        }
    }

    private void delta(String section, String text) {
        frame("content_block_delta",
                SHEET.fill("block-delta", "index", blocks.size(), "delta", SHEET.fill(section, "text", text)));
    }

    private void stop(String block) {
        frame("content_block_stop", SHEET.fill("block-stop", "index", blocks.size()));
        blocks.add(block);
    }

    private void frame(String event, String data) {
        frames.add(new Frame(event, data));
    }

    private String whole() {
        return SHEET.fill("answer", "id", id, "model", model, "content", String.join(",", blocks), "stop", stopReason(),
                "sequence",
                sequence(), "details", stopReason().equals("\"refusal\"") ? SHEET.fill("refusal") : "null", "input",
                question.promptTokens(), "output", output(), "thinking", reply.thoughtTokens());
    }

    private int output() {
        return Math.max(1, reply.textTokens() + reply.thoughtTokens());
    }

    private String stopReason() {
        return switch (reply.ending()) {
            case STOP, EMPTY, MALFORMED_CALL -> reply.calls().isEmpty() ? "\"end_turn\"" : "\"tool_use\"";
            case STOP_TEXT -> "\"stop_sequence\"";
            case MAX -> "\"max_tokens\"";
            case SAFETY, BLOCKED -> "\"refusal\"";
        };
    }

    /** Which stop text it was: the first of those asked for. */
    private String sequence() {
        return reply.ending() == Ending.STOP_TEXT ? Json.quote(question.stops().getFirst()) : "null";
    }
}
