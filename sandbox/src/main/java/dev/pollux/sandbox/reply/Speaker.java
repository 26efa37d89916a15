package dev.pollux.sandbox.reply;

import dev.pollux.sandbox.reply.Question.Choice;
import dev.pollux.sandbox.reply.Question.Result;
import dev.pollux.sandbox.reply.Question.Seen;
import dev.pollux.sandbox.reply.Question.Tool;
import dev.pollux.sandbox.reply.Reply.Call;
import dev.pollux.sandbox.reply.Reply.Ending;
import dev.pollux.sandbox.scenario.Kind;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pretended model: from what was asked and the scenario to what is said. */
public final class Speaker {
    private static final int LONG = 200;
    private static final int HUGE_CHARACTERS = 10 << 20;
    private static final Sheet WORDS = Sheet.read("words.txt");
    private static final List<String> THOUGHTS = List.of(WORDS.fill("thought-1") + "\n\n",
            WORDS.fill("thought-2") + "\n");

    private Speaker() {}

    public static Reply reply(Question question) {
        Kind kind = question.scenario().kind();
        List<String> thoughts = question.thinking() || kind == Kind.THINK || kind == Kind.THOUGHTS_ONLY
                ? THOUGHTS
                : List.of();
        return switch (kind) {
            case BLOCKED -> new Reply(List.of(), List.of(), List.of(), Ending.BLOCKED);
            case EMPTY -> new Reply(List.of(), List.of(), List.of(), Ending.EMPTY);
            case MALFORMED_CALL -> new Reply(thoughts, List.of(), List.of(), Ending.MALFORMED_CALL);
            case THOUGHTS_ONLY -> new Reply(thoughts, List.of(), List.of(), Ending.STOP);
            case SAFETY -> new Reply(thoughts, Pieces.of(echo(question)), List.of(), Ending.SAFETY);
            case MAX -> new Reply(thoughts, Pieces.of(echo(question)), List.of(), Ending.MAX);
            case CHUNKS -> said(thoughts, numbered(question.scenario().numberOr(10)), question);
            case LONG -> said(thoughts, numbered(LONG), question);
            case HUGE -> new Reply(thoughts, List.of("huge ".repeat(HUGE_CHARACTERS / 5)), List.of(), Ending.STOP);
            case UNICODE ->
                said(thoughts, Pieces.of(WORDS.fill("unicode", "separators", "\u2028\u2029\u0085")), question);
            default -> usual(question, thoughts);
        };
    }

    private static Reply usual(Question question, List<String> thoughts) {
        List<Call> calls = calls(question);
        if (!calls.isEmpty()) {
            return new Reply(thoughts, List.of(), calls, Ending.STOP);
        }
        if (question.json().isPresent()) {
            return new Reply(thoughts, Pieces.of(Json.line(Sample.of(question.json().get()))), List.of(), Ending.STOP);
        }
        if (question.scenario().is(Kind.JSON)) {
            return new Reply(thoughts, Pieces.of("{\"said\":" + Json.quote(question.text()) + "}"), List.of(),
                    Ending.STOP);
        }
        return said(thoughts, Pieces.of(question.results().isEmpty() ? echo(question) : quoted(question.results())),
                question);
    }

    /** Applies the stop texts and the limit as a real model would meet them. */
    private static Reply said(List<String> thoughts, List<String> pieces, Question question) {
        String text = String.join("", pieces);
        int stop = question.stops().stream().filter(word -> !word.isEmpty()).mapToInt(text::indexOf)
                .filter(at -> at >= 0).min().orElse(-1);
        if (stop >= 0) {
            return new Reply(thoughts, Pieces.of(text.substring(0, stop)), List.of(), Ending.STOP_TEXT);
        }
        if (Tokens.of(text) > question.limit()) {
            return new Reply(thoughts, Pieces.of(text.substring(0, question.limit() * 4)), List.of(), Ending.MAX);
        }
        return new Reply(thoughts, pieces, List.of(), Ending.STOP);
    }

    private static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "chunk " + number + " ").toList();
    }

    private static String echo(Question question) {
        StringBuilder text = new StringBuilder("You said: ").append(question.text());
        Seen seen = question.seen();
        if (!seen.equals(Seen.NOTHING)) {
            text.append(WORDS.fill("seen", "pictures", seen.pictures(), "audio", seen.audio(), "files", seen.files()));
        }
        if (!question.tools().isEmpty()) {
            text.append("\nTools offered: ")
                    .append(question.tools().stream().map(Tool::name).collect(Collectors.joining(", "))).append('.');
        }
        return text.toString();
    }

    private static String quoted(List<Result> results) {
        return results.stream().map(result -> result.name() + ": " + result.text())
                .collect(Collectors.joining("\n", "The tools answered:\n", ""));
    }

    private static List<Call> calls(Question question) {
        List<Tool> tools = question.tools();
        if (tools.isEmpty() || question.choice() == Choice.NONE || !question.results().isEmpty()) {
            return List.of();
        }
        List<Call> spelled = Directive.calls(question.text(), tools);
        if (!spelled.isEmpty()) {
            return spelled;
        }
        String text = question.text().toLowerCase(Locale.ROOT);
        List<Tool> named = tools.stream().filter(tool -> text.contains(tool.name().toLowerCase(Locale.ROOT))).toList();
        boolean asked = !named.isEmpty() || text.contains("use the tool") || text.contains("weather")
                || question.choice() == Choice.REQUIRED || question.scenario().is(Kind.TOOLS);
        if (!asked) {
            return List.of();
        }
        List<Tool> wanted = new ArrayList<>(named.isEmpty() ? tools.subList(0, 1) : named.subList(0, 1));
        if (text.contains("parallel") || text.matches("(?s).*\\btwo\\b.*")) {
            wanted.add(named.size() > 1
                    ? named.get(1)
                    : tools.stream().filter(tool -> !wanted.contains(tool)).findFirst().orElse(wanted.getFirst()));
        }
        return wanted.stream().map(tool -> new Call(tool.name(), Json.line(Sample.of(tool.schema())))).toList();
    }
}
