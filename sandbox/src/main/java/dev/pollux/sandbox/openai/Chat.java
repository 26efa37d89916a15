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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chat completions, whole and streamed. */
final class Chat {
    private static final Sheet SHEET = Sheet.read("openai/chat.txt");

    private final Question question;
    private final Reply reply;
    private final boolean reasoningShown;
    private final boolean logprobs;
    private final boolean usageAsked;
    private final int choices;
    private final Object[] envelope;
    private final List<String> callIds;

    private Chat(JsonNode request, Scenario scenario) {
        question = Reader.chat(request, scenario);
        reply = Speaker.reply(question);
        // OpenAI itself never shows reasoning here; the others do.
        reasoningShown = scenario.is(Kind.THINK) || scenario.is(Kind.THOUGHTS_ONLY)
                || scenario.model().matches("(deepseek|kimi|glm|qwen)-.*");
        logprobs = request.path("logprobs").asBoolean(false);
        usageAsked = request.path("stream_options").path("include_usage").asBoolean(false);
        choices = Math.clamp(request.path("n").asInt(1), 1, 128);
        envelope = new Object[]{"id", Ids.next("chatcmpl-"), "created", Instant.now().getEpochSecond(), "model",
                Json.quote(scenario.model())};
        callIds = reply.calls().stream().map(_ -> Ids.next("call_")).toList();
    }

    static Answer answer(JsonNode request, Scenario scenario) {
        ChatRules.check(request, scenario.model());
        var chat = new Chat(request, scenario);
        var whole = new Whole(200, Refusals.JSON, chat.whole());
        return request.path("stream").asBoolean(false)
                ? new Streamed(Refusals.EVENTS, Framing.SSE_LF, chat.frames(), List.of(Frame.of(SHEET.fill("failure"))),
                        whole)
                : whole;
    }

    private String whole() {
        String calls = IntStream.range(0, callIds.size()).mapToObj(i -> SHEET.fill("call", "id", callIds.get(i), "name",
                Json.quote(reply.calls().get(i).name()), "arguments", Json.quote(reply.calls().get(i).arguments())))
                .collect(Collectors.joining(","));
        boolean silent = !reply.calls().isEmpty() || reply.pieces().isEmpty();
        String all = IntStream.range(0, reply.ending() == Ending.EMPTY ? 0 : choices)
                .mapToObj(index -> SHEET.fill("choice", "index", index, "content",
                        silent ? "null" : Json.quote(reply.text()),
                        "reasoning", reasoningShown && !reply.thoughts().isEmpty()
                                ? SHEET.fill("reasoning", "text", Json.quote(String.join("", reply.thoughts())))
                                : "",
                        "calls", calls.isEmpty() ? "" : SHEET.fill("calls", "calls", calls), "logprobs",
                        logprobs(reply.pieces()),
                        "finish", finish()))
                .collect(Collectors.joining(","));
        return SHEET.fill("answer", with("choices", all, "usage", usage()));
    }

    private List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (int index = 0; index < choices && reply.ending() != Ending.EMPTY; index++) {
            if (reply.calls().isEmpty() || reasoningShown) {
                add(frames, index, SHEET.fill("delta-role"), List.of(), "null");
            }
            for (String thought : reasoningShown ? reply.thoughts() : List.<String>of()) {
                add(frames, index, SHEET.fill("delta-reasoning", "text", Json.quote(thought)), List.of(), "null");
            }
        }
        for (String piece : reply.pieces()) {
            for (int index = 0; index < choices; index++) {
                add(frames, index, SHEET.fill("delta-text", "text", Json.quote(piece)), List.of(piece), "null");
            }
        }
        for (int index = 0; index < choices && reply.ending() != Ending.EMPTY; index++) {
            for (int number = 0; number < reply.calls().size(); number++) {
                call(frames, index, number);
            }
            add(frames, index, SHEET.fill("delta-end"), List.of(), Json.quote(finish()));
        }
        if (usageAsked) {
            frames.add(Frame.of(SHEET.fill("chunk-usage", with("usage", usage()))));
        }
        frames.add(Frame.of("[DONE]"));
        return frames;
    }

    private void call(List<Frame> frames, int index, int number) {
        Call call = reply.calls().get(number);
        String opening = number == 0 && !reasoningShown ? "delta-role-call" : "delta-call";
        add(frames, index,
                SHEET.fill(opening, "number", number, "id", callIds.get(number), "name", Json.quote(call.name())),
                List.of(), "null");
        for (String piece : Pieces.of(call.arguments())) {
            add(frames, index, SHEET.fill("delta-arguments", "number", number, "text", Json.quote(piece)), List.of(),
                    "null");
        }
    }

    private void add(List<Frame> frames, int index, String delta, List<String> words, String finish) {
        frames.add(Frame.of(
                SHEET.fill("chunk", with("index", index, "delta", delta, "logprobs", logprobs(words), "finish", finish,
                        "usage", usageAsked ? SHEET.fill("usage-null") : ""))));
    }

    private Object[] with(Object... more) {
        List<Object> all = new ArrayList<>(List.of(envelope));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private String logprobs(List<String> words) {
        return !logprobs || words.isEmpty()
                ? "null"
                : SHEET.fill("logprobs", "tokens", words.stream()
                        .map(word -> SHEET.fill("logprob", "token", Json.quote(word)))
                        .collect(Collectors.joining(",")));
    }

    private String finish() {
        return switch (reply.ending()) {
            case STOP, STOP_TEXT, EMPTY, MALFORMED_CALL -> reply.calls().isEmpty() ? "stop" : "tool_calls";
            case MAX -> "length";
            case SAFETY, BLOCKED -> "content_filter";
        };
    }

    private String usage() {
        int completion = reply.textTokens() * choices + reply.thoughtTokens();
        return SHEET.fill("usage", "prompt", question.promptTokens(), "completion", completion, "total",
                question.promptTokens() + completion, "reasoning", reply.thoughtTokens());
    }
}
