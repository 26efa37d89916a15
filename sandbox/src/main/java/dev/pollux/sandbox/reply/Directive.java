package dev.pollux.sandbox.reply;

import dev.pollux.sandbox.reply.Question.Tool;
import dev.pollux.sandbox.reply.Reply.Call;
import dev.pollux.sandbox.wire.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls that a text spells out: {@code call read_file {"path": "a.txt"}}, as often as it likes. */
final class Directive {
    private static final Pattern SPELLED = Pattern.compile("(?i)\\bcall ([\\w.-]+) (?=\\{)");

    private Directive() {}

    /** The calls in the order of the text; names that nobody offers, and arguments that are no JSON, are mere words. */
    static List<Call> calls(String text, List<Tool> tools) {
        Set<String> offered = tools.stream().map(Tool::name).collect(Collectors.toUnmodifiableSet());
        List<Call> calls = new ArrayList<>();
        for (Matcher spelled = SPELLED.matcher(text); spelled.find();) {
            if (offered.contains(spelled.group(1))) {
                Json.leading(text.substring(spelled.end()))
                        .ifPresent(arguments -> calls.add(new Call(spelled.group(1), Json.line(arguments))));
            }
        }
        return calls;
    }
}
