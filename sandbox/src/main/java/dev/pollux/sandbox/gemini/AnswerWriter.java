package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Reply;
import dev.pollux.sandbox.reply.Reply.Call;
import dev.pollux.sandbox.reply.Reply.Ending;
import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.wire.Frame;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes one reply, whole or as the chunks of a stream.
 *
 * @param made stands in the middle of the text
 * @param model the answering model's name
 * @param candidates how many answers were asked for
 * @param shown whether thoughts were asked for
 * @param signed whether the model signs texts too, as Gemini 3 does
 * @param logprobs whether logprobs were asked for
 */
record AnswerWriter(Question question, Reply reply, Made made, String model, String id, int candidates, boolean shown,
        boolean signed,
        boolean logprobs) {
    private static final Sheet SHEET = Sheet.read("gemini/answer.txt");

    /** The answer in one piece, on one line. */
    String whole() {
        String usage = usage(tokens(), reply.thoughtTokens());
        if (reply.ending() == Ending.BLOCKED || reply.ending() == Ending.EMPTY) {
            return bare();
        }
        List<String> parts = new ArrayList<>();
        if (shown && !reply.thoughts().isEmpty()) {
            parts.add(SHEET.fill("thought", "text", Json.quote(String.join("", reply.thoughts()))));
        }
        int middle = middle();
        if (middle > 0) {
            parts.add(text(String.join("", reply.pieces().subList(0, middle)), false));
        }
        parts.addAll(media());
        if (middle < reply.pieces().size()) {
            parts.add(text(String.join("", reply.pieces().subList(middle, reply.pieces().size())),
                    signed && reply.calls().isEmpty()));
        }
        parts.addAll(calls());
        String answers = IntStream.range(0, candidates)
                .mapToObj(index -> candidate(parts, finish(true), index, reply.pieces()))
                .collect(Collectors.joining(","));
        return answer(answers, usage);
    }

    /** The chunks: thoughts, text, calls, and a last one with the finish reason; usage grows from chunk to chunk. */
    List<Frame> frames() {
        if (reply.ending() == Ending.BLOCKED || reply.ending() == Ending.EMPTY) {
            return List.of(Frame.of(bare()));
        }
        List<Frame> frames = new ArrayList<>();
        int thought = shown ? 0 : reply.thoughtTokens();
        for (String summary : shown ? reply.thoughts() : List.<String>of()) {
            thought += Tokens.of(summary);
            add(frames, List.of(SHEET.fill("thought", "text", Json.quote(summary))), List.of(), usage(0, thought));
        }
        List<String> pieces = reply.pieces();
        int characters = say(frames, pieces.subList(0, middle()), 0, thought);
        for (String part : media()) {
            add(frames, List.of(part), List.of(), usage((characters + 3) / 4 * candidates, thought));
        }
        say(frames, pieces.subList(middle(), pieces.size()), characters, thought);
        int tokens = Tokens.of(reply.text());
        for (int i = 0; i < reply.calls().size(); i++) {
            Call call = reply.calls().get(i);
            tokens += Tokens.of(call.name() + call.arguments());
            add(frames, calls().subList(i, i + 1), List.of(), usage(tokens * candidates, thought));
        }
        String last = usage(tokens(), reply.thoughtTokens());
        for (int index = 0; index < candidates; index++) {
            List<String> parts = List.of(text("", signed && reply.calls().isEmpty()));
            frames.add(Frame.of(answer(candidate(parts, finish(false), index, List.of()), last)));
        }
        return frames;
    }

    /** @return the characters said so far */
    private int say(List<Frame> frames, List<String> pieces, int before, int thought) {
        int characters = before;
        for (String piece : pieces) {
            characters += piece.length();
            add(frames, List.of(text(piece, false)), List.of(piece), usage((characters + 3) / 4 * candidates, thought));
        }
        return characters;
    }

    /** How many pieces of the text come before what was made beside it. */
    private int middle() {
        return made.things().isEmpty() ? 0 : reply.pieces().size() / 2;
    }

    private List<String> media() {
        return made.things().stream()
                .map(thing -> signed
                        ? SHEET.fill("made-signed", "type", Json.quote(thing.type()), "data", thing.base64(),
                                "signature",
                                Signatures.mint(id))
                        : SHEET.fill("made", "type", Json.quote(thing.type()), "data", thing.base64()))
                .toList();
    }

    private int tokens() {
        return (reply.textTokens() + made.tokens()) * candidates;
    }

    private void add(List<Frame> frames, List<String> parts, List<String> words, String usage) {
        for (int index = 0; index < candidates; index++) {
            frames.add(Frame.of(answer(candidate(parts, "", index, words), usage)));
        }
    }

    private String answer(String answers, String usage) {
        return SHEET.fill("answer", "candidates", answers, "usage", usage, "model", Json.quote(model), "id",
                Json.quote(id));
    }

    private String bare() {
        return SHEET.fill(reply.ending() == Ending.BLOCKED ? "answer-blocked" : "answer-none", "usage", usage(0, 0),
                "model",
                Json.quote(model), "id", Json.quote(id));
    }

    private String candidate(List<String> parts, String finish, int index, List<String> words) {
        if (reply.ending() == Ending.MALFORMED_CALL && !finish.isEmpty()) {
            return SHEET.fill("candidate-bare", "finish", finish, "index", index);
        }
        return SHEET.fill("candidate", "parts", String.join(",", parts), "finish", finish, "index", index, "logprobs",
                logprobs && !words.isEmpty() ? probabilities(words) : "");
    }

    private String text(String text, boolean sign) {
        return sign
                ? SHEET.fill("text-signed", "text", Json.quote(text), "signature", Signatures.mint(id))
                : SHEET.fill("text", "text", Json.quote(text));
    }

    /** Only the first call of a step is signed. */
    private List<String> calls() {
        List<String> parts = new ArrayList<>();
        for (Call call : reply.calls()) {
            int number = parts.size();
            String body = signed
                    ? SHEET.fill("call-body-id", "id",
                            id.substring(id.length() - 6).toLowerCase(Locale.ROOT) + "c" + number,
                            "name", Json.quote(call.name()), "args", call.arguments())
                    : SHEET.fill("call-body", "name", Json.quote(call.name()), "args", call.arguments());
            boolean sign = number == 0 && (signed || !reply.thoughts().isEmpty());
            parts.add(sign
                    ? SHEET.fill("call-signed", "call", body, "signature", Signatures.mint(id))
                    : SHEET.fill("call", "call", body));
        }
        return parts;
    }

    private String finish(boolean whole) {
        return switch (reply.ending()) {
            case STOP, STOP_TEXT, BLOCKED, EMPTY -> whole && !reply.calls().isEmpty()
                    ? SHEET.fill("finish-message", "reason", "STOP", "message", "\"Model generated function call(s).\"")
                    : SHEET.fill("finish", "reason", "STOP");
            case MAX -> SHEET.fill("finish", "reason", "MAX_TOKENS");
            case SAFETY -> SHEET.fill("finish", "reason", "SAFETY") + SHEET.fill("safety");
            case MALFORMED_CALL -> SHEET.fill("finish-message", "reason", "MALFORMED_FUNCTION_CALL", "message",
                    Json.quote(SHEET.fill("malformed", "name",
                            question.tools().isEmpty() ? "tool" : question.tools().getFirst().name())));
        };
    }

    private String usage(int candidateTokens, int thoughtTokens) {
        return SHEET.fill("usage", "prompt", question.promptTokens(), "candidates",
                candidateTokens == 0 ? "" : SHEET.fill("usage-candidates", "count", candidateTokens), "total",
                question.promptTokens() + candidateTokens + thoughtTokens, "thoughts",
                thoughtTokens == 0 ? "" : SHEET.fill("usage-thoughts", "count", thoughtTokens));
    }

    private static String probabilities(List<String> words) {
        List<String> chosen = words.stream().map(word -> SHEET.fill("logprob", "token", Json.quote(word), "id",
                word.hashCode() & 0x3ffff, "value", "-0.125")).toList();
        return SHEET.fill("logprobs", "average", "-0.125", "chosen", String.join(",", chosen), "top",
                chosen.stream().map(one -> SHEET.fill("logprob-top", "chosen", one)).collect(Collectors.joining(",")),
                "sum",
                -0.125 * words.size());
    }
}
